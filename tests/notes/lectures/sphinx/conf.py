project = "Softmax"
extensions = ["myst_parser", "symsoft.sphinx"]
