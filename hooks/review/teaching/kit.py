"""What blocks of the teaching kit are written from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from review.evidence.columns import Context
from review.evidence.records import Result
from review.manuscript.pages import Page
from review.markup import escaped, link
from review.project import Project

CORRECTIONS_PAGE = "evidence/corrections"
DISAGREEMENTS_PAGE = "evidence/disagreements"
LATER_PAGE = "evidence/since"
DISCUSSION_PAGE = "teach/discussion"
Outputs = Mapping[str, Mapping[str, str]]


def prompt_anchor(chapter: str) -> str:
    """The id of a chapter's prompt."""
    return chapter.replace("/", "-")


@dataclass(frozen=True)
class Kit:
    """The sources, what cells of tables need, what the scripts printed, and how a review's own value is written."""

    project: Project
    context: Context
    outputs: Outputs
    as_printed: Callable[[Result], str]

    def label(self, name: str) -> str:
        """An interface label of the kit."""
        return self.context.wording.label(f"teach.{name}")

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """The pages of the language by path."""
        return {page.path: page for page in self.project.pages[self.context.wording.language]}

    def page_link(self, name: str) -> str:
        """A link to a page, or to a place on it, with the title of the page or the words of that heading."""
        path, _, anchor = name.partition("#")
        page = self.pages[path]
        words = next((heading.text for heading in page.headings if anchor and heading.id == anchor), page.title)
        # Every chapter has the same heading over its questions, and every prompt stands under its chapter's title.
        text = f"{words}: {page.title}" if anchor == "check-yourself" else words
        chapter = next((name for name in self.project.teaching.prompts if prompt_anchor(name) == anchor), "")
        text = f"{page.title}: {self.pages[chapter].title}" if chapter and path == DISCUSSION_PAGE else text
        return link(self.context.href(path, anchor), escaped(text))
