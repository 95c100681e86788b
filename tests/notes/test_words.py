"""Names of several letters, and names that the author's commands stand for."""

from symsoft.notes.checking import Options, check
from tests.notes.test_brackets import shown
from tests.notes.test_chains import document

HEAD = r"""<!-- symsoft: let K dimension; let i, j, k index K; let z vector K; let C, S, a real; let \mathrm{ij} real;
define LSE = \log \sum_k e^{z_k}; define NLL(z) = \sum_k z_k^2; define CE_i = z_i^2;
define \mathrm{KL} = 3; let NN vector K -->
"""  # noqa: E501


def statuses(text, formulas):
    note = text + "\n\n".join(f"$$ {f} $$" for f in formulas)
    return [f.status for f in check(document(note), Options(suggest=False)).findings]


def test_a_name_of_several_letters_is_no_product():
    formulas = {
        r"LSE = \log \sum_j e^{z_j}": "proved",
        r"LSE = \log \sum_j e^{z_j} + 1": "refuted",
        r"\mathrm{LSE} = LSE": "proved",
        r"NLL(z) = \sum_k z_k^2": "proved",
        r"\frac{\partial NLL}{\partial z_k} = 2 z_k": "proved",
        r"\frac{\partial NLL}{\partial z_k} = z_k": "refuted",
        r"a CE_i = aCE_i": "proved",
        r"CE_i = CE_j": "refuted",
        r"NN_i = NN_j": "refuted",
        r"\delta_{ij} = \delta_{ji}": "proved",  # ij was declared upright
        r"KL = 3": "unreadable",  # and KL, too
    }
    assert statuses(HEAD, formulas) == list(formulas.values())


def test_a_name_that_may_be_a_product_is_unreadable():
    head = HEAD + "<!-- symsoft: define CS = a -->\n"
    assert statuses(head, ["CS = a", "LSE = LSE"]) == ["unreadable", "proved"]
    _, complaints = shown("1 = 1", head)
    assert complaints == ["CS can be read in two ways: either CS or a product of letters"]


def test_directives_may_use_commands_of_the_author():
    head = r"""$$ \newcommand{\vz}{\bm{z}} \newcommand{\nll}{\mathcal{L}} \newcommand{\bad}{x_i} $$
<!-- symsoft: let K dimension; let k index K; let \vz vector K; define \nll = \sum_k z_k -->
"""
    formulas = {
        r"\nll = \sum_k z_k": "proved",
        r"\mathcal{L} = \mathbf{1}^\top \vz": "proved",
        r"\frac{\partial \nll}{\partial \vz} = \vz": "refuted",
    }
    assert statuses(head, formulas) == list(formulas.values())
    _, complaints = shown("1 = 1", head + "<!-- symsoft: let \\bad real -->\n")
    assert complaints == ["this command stands for something else than a name"]
