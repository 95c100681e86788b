"""Reports: what the library proved, as LaTeX, Markdown, JSON and HTML, through templates of Jinja2.

The way through: `view` turns a checked derivation into strings, `layout` breaks chains into lines
that fit the page, `render` fills the templates, `files` writes the result or says what is stale,
`stamp` tells that nothing has changed.  `html` makes the site, `mathematics` its formulas.
"""
