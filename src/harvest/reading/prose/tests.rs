//! Prose of every sort, in small.

use crate::harvest::reading::prose::markdown;

#[track_caller]
fn becomes(text: &str, wanted: &str) {
    assert_eq!(markdown(text), wanted, "from:\n{text}");
}

#[test]
fn references_become_links() {
    becomes(
        "See `the docs <https://example.org/a>`_ and `b\nc <http://example.org/x y>`__.",
        "See [the docs](https://example.org/a) and [b c](http://example.org/xy).",
    );
    becomes("On `friday 14:00 </schedule/#fri>`__ in room 1", "On friday 14:00 in room 1");
    becomes("Use ```lib`` <https://example.org/>`__ now", "Use [``lib``](https://example.org/) now");
    becomes(
        "Try Lib_ or `My Lib`_.\n\n.. _Lib: https://example.org/\n.. _`My Lib`:\n   https://example.org/my",
        "Try [Lib](https://example.org/) or [My Lib](https://example.org/my).",
    );
    becomes("Code_ of `that`__\n\n__ https://example.org/", "Code_ of [that](https://example.org/)");
    becomes("Text\n\n.. _never used: https://example.org/", "Text\n\n- [never used](https://example.org/)");
    becomes(
        "Typed `typing.Protocol` and `__dunder__` and ``a < b``",
        "Typed `typing.Protocol` and `__dunder__` and ``a < b``",
    );
    becomes(
        "It costs nothing [1]_.\n\n.. [1] Almost\n   nothing.",
        "It costs nothing [^1].\n\n[^1]: Almost nothing.",
    );
    becomes(
        "[a\nb](https://example.org/x-\ny \"T\") `c <http://example.org%20/>`_",
        "[a b](https://example.org/x-y) c (`http://example.org%20/`)",
    );
    becomes("Bare https://example.org/a_b_(c). End", "Bare <https://example.org/a_b_(c)>. End");
}

#[test]
fn titles_become_headings() {
    becomes(
        "Goal\n----\n\nText\n\nMore\n~~~~\n\nOther\n-----\nText",
        "## Goal\n\nText\n\n### More\n\n## Other\n\nText",
    );
    becomes("====\nOver\n====\n\nA {b}\n-----", "## Over\n\n### A \\{b}");
    becomes("a\n\n----\n\nb", "a\n\n---\n\nb");
}

#[test]
fn literal_blocks_become_code() {
    becomes("Run::\n\n    $ a *b*\n\n      c\n\nAfter", "Run:\n\n```\n$ a *b*\n\n  c\n```\n\nAfter");
    becomes("::\n\n  x\n", "```\nx\n```");
    becomes(".. code:: python\n   :number-lines:\n\n   with a():\n     b", "```python\nwith a():\n  b\n```");
    becomes("std::\nmore", "std::\nmore");
    becomes(">>> 1 + 1\n2", "```python\n>>> 1 + 1\n2\n```");
    becomes("```\n[[x]] <b>\n```", "```\n[[x]] <b>\n```");
    becomes("+---+\n| a |\n+---+", "```\n+---+\n| a |\n+---+\n```");
}

#[test]
fn lists_nest_by_their_marks() {
    becomes("-  One\n   more\n\n   -  Two\n\n-  Three", "- One\n  more\n\n  - Two\n\n- Three");
    becomes("Topics:\n\n  * a\n  * b\n\nEnd", "Topics:\n\n- a\n- b\n\nEnd");
    becomes("#. a\n#. b", "1. a\n1. b");
    becomes("• a\n• b", "- a\n- b");
    becomes("    Indented text\n    is text", "Indented text\nis text");
    becomes("It began in\n1999. We know.", "It began in\n1999. We know.");
}

#[test]
fn lines_keep_their_breaks_where_they_mean_something() {
    becomes("| One\n| Two\n  more", "One\\\nTwo more");
    becomes("0:00 Intro\n1:30 End", "0:00 Intro\\\n1:30 End");
    becomes("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |");
}

#[test]
fn hostile_text_is_shown() {
    becomes(
        "A [[1,1],[0]] and <script>alert(1)</script>",
        "A \\[\\[1,1],[0]] and \\<script>alert(1)\\</script>",
    );
    becomes(
        "[x](javascript:alert(1)) [y](notes.md) [z](https://example.org/)",
        "x (`javascript:alert(1)`) y (`notes.md`) [z](https://example.org/)",
    );
    becomes("![p](https://example.org/p.png)", "[p](https://example.org/p.png)");
    becomes("[ref]: ../x", "\\[ref]: ../x");
    becomes("{{ x }} {% include %} `{% y %}`", "{{ x }} {% include %} `{% y %}`");
    becomes("a ` b ``` c", "a \\` b \\`\\`\\` c");
    becomes("a\rb\u{2028}c\u{200b}\r\n", "a\nb\nc");
    becomes("", "");
    becomes(" \n\t\n", "");
}

#[test]
fn html_becomes_markdown() {
    becomes(
        "<p>One <b>two</b> <a href=\"https://example.org/\">three</a></p>\n\n<ul><li>x</li></ul>",
        "One **two** [three](https://example.org/)\n\n- x",
    );
    becomes("A<br>b <a href=\"/rel\">c</a> &amp; <script>x()</script>", "A\\\nb c &");
}

#[test]
fn nothing_takes_long_or_panics() {
    for part in [
        "`",
        "[",
        "[[",
        "<",
        "``a",
        "`a <",
        ":x:`",
        ".. _",
        ".. a::\n ",
        "| ",
        "- ",
        "\\",
        "é`_",
        "[1]_",
        "*",
        "http://",
    ] {
        for count in [1, 2, 3, 20_000] {
            let _ = markdown(&part.repeat(count));
        }
    }
    let deep: String = (0..500).map(|depth| " ".repeat(depth) + ".. note::\n\n").collect();
    let _ = markdown(&deep);
}
