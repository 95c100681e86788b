"""The files of the site."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jinja2 import Environment
from markupsafe import Markup

from symsoft.derivation import DerivationError
from symsoft.report import layout
from symsoft.report.html import copying, text
from symsoft.report.html.assets import Assets
from symsoft.report.html.graph import Node, picture
from symsoft.report.html.moving import panels, setting, start
from symsoft.report.html.proof import proofs
from symsoft.report.job import Entry, Files, Job
from symsoft.report.mathematics import MathematicsError, NoKatex
from symsoft.report.templating import environment
from symsoft.report.view import View


def write(job: Job) -> Files:
    """The pages and what they share. Raises `DerivationError` for what cannot be shown."""
    site = _Site(job)
    files: Files = {
        f"html/{e.checked.derivation.name}.html": site.derivation(e) for e in job.entries
    }
    if job.overview:
        files |= {f"html/{name}.html": page for name, page in site.overview()}
    return files | site.assets.files()


class _Site:
    """What all pages know of each other."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.views = {v.name: v for v in job.views}
        self.users = _users(job.views)
        self.order = [v.name for _, views in job.subjects for v in views]
        self.made = _environment(job)
        self.assets = Assets(self.made, job.options.single_file)

    def derivation(self, entry: Entry) -> str:
        of = self.views[entry.checked.derivation.name]
        try:
            return self._page(
                "derivation.html.j2",
                d=of,
                proofs=proofs(entry.checked),
                whole=copying.of_statement(of),
                users=self.users.get(of.name, []),
                rests=self._rests(of),
                claims=self._claims(of),
                **self._neighbours(of.name),
            )
        except NoKatex:
            raise
        except MathematicsError as error:
            raise DerivationError(error.message, entry.checked.derivation.where) from None

    def overview(self) -> Iterable[tuple[str, str]]:
        subjects = self.job.subjects
        yield "index", self._page("index.html.j2", subjects=subjects)
        pictures = [(subject, self._subject(subject, views)) for subject, views in subjects]
        yield "graph", self._page("graph.html.j2", pictures=pictures, whole=self._library())
        if self.job.source is not None:
            yield "source-claims", self._page("claims.html.j2", rows=self.job.rows)

    def _page(self, template: str, **names: object) -> str:
        shared = {
            "titles": self.job.titles,
            "source": self.job.source,
            "overview": self.job.overview,
            "complete": all(v.proved for v in self.job.views),
        }
        return self.assets.dressed(self.made.get_template(template).render(shared | names))

    def _neighbours(self, name: str) -> dict[str, View | None]:
        at = self.order.index(name)
        around = {"before": at - 1, "after": at + 1}
        return {
            key: self.views[self.order[n]] if 0 <= n < len(self.order) else None
            for key, n in around.items()
        }

    def _claims(self, of: View) -> list[tuple[int, str]]:
        said = {c.number: c.says for c in self.job.source.claims} if self.job.source else {}
        return [(n, said[n]) for n in of.claims if n in said]

    # --- pictures -------------------------------------------------------------------------------

    def _rests(self, of: View) -> Markup | None:
        """All that a derivation rests on, and what cites it."""
        found = [of.name]
        for name in found:  # which grows
            used = self.views[name].uses if name in self.views else ()
            found += [u for u in used if u not in found]
        found += [u for u in self.users.get(of.name, []) if u not in found]
        if len(found) == 1:
            return None
        nodes = [self._node(n, "here" if n == of.name else "") for n in found]
        return picture(nodes, self._edges(found), f"What {text.plain(of.title)} rests on")

    def _subject(self, subject: str, views: Sequence[View]) -> Markup:
        """The derivations of a subject, with those of others that they cite or are cited by."""
        own = dict.fromkeys(v.name for v in views)
        around = dict.fromkeys(n for v in views for n in (*v.uses, *self.users.get(v.name, [])))
        names = {**own, **around}
        edges = [e for e in self._edges(names) if e[0] in own or e[1] in own]
        nodes = [self._node(n, "" if n in own else "outside") for n in names]
        return picture(nodes, edges, f"{subject}: what rests on what")

    def _library(self) -> Markup | None:
        """All that cites or is cited."""
        linked = [n for n in self.order if n in self.users or self.views[n].uses]
        names = dict.fromkeys([*linked, *(u for n in linked for u in self.views[n].uses)])
        nodes = [self._node(n, "") for n in names]
        return picture(nodes, self._edges(names), "What rests on what") if nodes else None

    def _node(self, name: str, kind: str) -> Node:
        view = self.views.get(name)
        return Node(
            name, text.plain(view.title) if view else name, f"{name}.html" if view else "", kind
        )

    def _edges(self, names: Iterable[str]) -> list[tuple[str, str]]:
        known = set(names)
        return [
            (used, name)
            for name in names
            if name in self.views
            for used in self.views[name].uses
            if used in known
        ]


def _users(views: Iterable[View]) -> dict[str, list[str]]:
    """What cites each derivation."""
    found: dict[str, list[str]] = {}
    for view in views:
        for name in view.uses:
            found.setdefault(name, []).append(view.name)
    return found


def _environment(job: Job) -> Environment:
    made = environment(job.templates, layout.MARKDOWN, text.html, text.inline, {})
    made.autoescape = True
    made.filters |= {
        "display": text.display,
        "plain": text.plain,
        "slug": text.slug,
        "sentence": text.sentence,
        "panels": panels,
        "setting": setting,
        "start": lambda figure: setting(figure.at[start(figure)]),
        "step_source": copying.of_step,
        "example_source": copying.of_example,
        "section_source": copying.of_section,
    }
    return made
