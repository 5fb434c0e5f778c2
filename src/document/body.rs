//! Markdown becomes a [`Body`](super::prose::Body), and what the outline needs of it: anchors, links, lessons, actions.
//!
//! One walk over the events of pulldown-cmark, which are rewritten on the way: headings get anchors, internal links become numbered gaps, unsafe
//! links lose their destination, lessons and actions get anchors of their own. What always holds:
//!
//! - The HTML holds no address that may run code and asks for nothing from another site.
//! - Nesting is bounded.
//! - Anchors are unique on the page and depend on nothing but the text before them.

#[cfg(test)]
mod alone;
mod audience;
mod autolinks;
mod blocks;
mod callouts;
mod dialects;
mod footnotes;
mod html;
mod images;
mod items;
#[cfg(test)]
mod learned;
mod lessons;
mod links;
mod liquid;
mod lives;
mod markdown;
#[cfg(test)]
mod meant;
mod notices;
mod own;
mod passage;
mod prepared;
mod raw;
mod reading;
mod state;
mod statements;
mod visible;
mod walk;

use crate::vocab::diagnostic::Diagnostic;

pub(super) use audience::part;
pub(super) use reading::{Names, Read, Reading, TitleLink};

/// Reads a body that begins at byte `base` of its file.
pub(super) fn read(body: &str, base: usize, reading: Reading<'_>, diagnostics: &mut Vec<Diagnostic>) -> Read {
    walk::walk(body, base, reading, diagnostics)
}

#[cfg(test)]
mod tests {
    use super::alone::read_alone;
    use super::*;
    use crate::document::{ActionState, LessonKind, LinkTarget, Phrase, SlotPart};
    use crate::vocab::section::{OwnPhrases, RexSection};

    fn body(text: &str) -> (Read, Vec<Diagnostic>) {
        read_alone(text, &OwnPhrases::default(), |reading| reading.math = true)
    }

    fn codes(diagnostics: &[Diagnostic]) -> Vec<&str> {
        diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect()
    }

    #[test]
    fn headings_get_stable_unique_anchors() {
        let (read, _) = body("# Été\n\n## Été\n\n## Own {#mine onclick=evil .c}\n\n## été\n");
        assert_eq!(read.anchors, ["ete", "ete-2", "mine", "ete-3"]);
        assert!(
            read.body.html.contains("<h3 id=\"mine\"><a class=\"anchor\" href=\"#mine\">Own</a></h3>"),
            "{}",
            read.body.html
        );
    }

    #[test]
    fn internal_links_become_gaps() {
        let (read, diagnostics) =
            body("See [[Tarkett]], [[x|label]] and [file](../events/e.md#day \"t\") ![p](p.png)");
        assert_eq!(diagnostics, []);
        let targets: Vec<_> = read.links.iter().map(|link| &link.target).collect();
        assert_eq!(
            targets,
            [
                &LinkTarget::Wiki("Tarkett".into()),
                &LinkTarget::Wiki("x".into()),
                &LinkTarget::Path("../events/e.md".into()),
                &LinkTarget::Path("p.png".into())
            ]
        );
        assert_eq!(read.links[2].fragment.as_deref(), Some("day"));
        let parts: Vec<_> = read.body.slots.iter().map(|slot| slot.part).collect();
        use SlotPart::{Close, Image, Open, OpenWith, Title};
        assert_eq!(parts, [Open(0), Title(0), Close(0), Open(1), Close(1), OpenWith(2), Close(2), Image(3)]);
        assert_eq!(read.body.html, "<p>See , label and  title=\"t\">file <img alt=\"p\" /></p>\n");
        assert_eq!(read.body.sections[0].text, "See Tarkett, label and file p\n");
    }

    #[test]
    fn a_matrix_is_no_wikilink() {
        let (read, diagnostics) = body("The matrix [[1,0],\n[0,1]] and [[1]].");
        assert_eq!((diagnostics.len(), read.links.len()), (0, 0));
        assert_eq!(read.body.html, "<p>The matrix [[1,0],\n[0,1]] and [[1]].</p>\n");
    }

    #[test]
    fn addresses_that_may_run_code_are_refused() {
        let (read, diagnostics) =
            body("[a](javascript:alert(1)) <javascript:x> ![b](data:image/png;base64,x) [ok](https://e.org)");
        assert_eq!(codes(&diagnostics), ["unsafe-address", "unsafe-address", "unsafe-address"]);
        assert!(
            !read.body.html.contains("javascript:alert") && !read.body.html.contains("data:"),
            "{}",
            read.body.html
        );
        assert!(read.body.html.contains("<a href=\"https://e.org\">ok</a>"));
    }

    #[test]
    fn raw_html_is_sanitised_and_gaps_survive_it() {
        let (read, diagnostics) = body(
            "<script>alert(1)</script>\n\n<b onclick=x>bold</b> [[Tarkett]] <a href=\"rexbase:7\">x</a>\n\n<img src=https://spy.example/x.png>",
        );
        assert!(codes(&diagnostics).contains(&"raw-html-removed"));
        let html = &read.body.html;
        assert!(!html.contains("script") && !html.contains("onclick") && !html.contains("src="), "{html}");
        assert!(html.contains("<b>bold</b>"), "{html}");
        use SlotPart::{Close, Open, Title};
        let parts: Vec<_> = read.body.slots.iter().map(|slot| slot.part).collect();
        assert_eq!(parts, [Open(0), Title(0), Close(0)]);
    }

    #[test]
    fn images_of_other_sites_become_links() {
        let (read, diagnostics) = body("![a chart](https://example.org/c.png)");
        assert_eq!(codes(&diagnostics), ["external-image"]);
        assert_eq!(read.body.html, "<p><a href=\"https://example.org/c.png\">a chart</a></p>\n");
    }

    #[test]
    fn list_items_of_rex_sections_are_lessons() {
        let text = "## Ce qui n’a pas marché\n\n- Un *découpage* trop tôt\n  - détail\n- Pas de tests\n\n### Technique\n\n1. Troisième leçon\n\n## Divers\n\n- rien\n\n> [!LESSON surprise]\n> Le jeu plaît.\n";
        let (read, diagnostics) = body(text);
        assert_eq!(diagnostics, []);
        let lessons: Vec<_> = read.lessons.iter().map(|l| (l.kind, l.text.as_str(), l.under.len())).collect();
        assert_eq!(
            lessons,
            [
                (LessonKind::Failure, "Un découpage trop tôt", 1),
                (LessonKind::Failure, "Pas de tests", 1),
                (LessonKind::Failure, "Troisième leçon", 2),
                (LessonKind::Surprise, "Le jeu plaît.", 1)
            ]
        );
        assert_eq!(read.lessons[1].anchor, "lesson-pas-de-tests");
        assert!(read.body.html.contains("<li id=\"lesson-pas-de-tests\" class=\"lesson lesson-failure\">"));
        assert!(
            read.body
                .html
                .contains("<blockquote id=\"lesson-le-jeu-plait\" class=\"lesson lesson-surprise\">")
        );
        assert!(!read.body.html.contains("LESSON"));
        assert_eq!(read.body.headings[0].rex, Some(RexSection::Failure));
    }

    #[test]
    fn actions_have_owner_date_and_state() {
        let (read, _) = body(
            "## Plan d’actions\n\n- [ ] Envoyer une équipe (@Adrien Le Priol, 2018-01)\n- [x] Organiser un atelier\n- (entre nous)\n",
        );
        let first = &read.actions[0];
        assert_eq!(
            (first.text.as_str(), first.anchor.as_str()),
            ("Envoyer une équipe", "action-envoyer-une-equipe")
        );
        assert_eq!(first.owner.as_ref().unwrap().value, "Adrien Le Priol");
        assert_eq!(first.due.unwrap().to_string(), "2018-01");
        let states: Vec<_> = read.actions.iter().map(|action| action.state).collect();
        assert_eq!(states, [ActionState::Open, ActionState::Done, ActionState::Open]);
        assert_eq!(read.actions[2].text, "(entre nous)");
    }

    #[test]
    fn what_is_struck_through_is_dropped() {
        let text = "## Next steps\n\n- [ ] ~~Buy a larger server~~ (@Ada)\n- ~~Rewrite it~~\n- [x] ~~Sold the old one~~\n- ~~Soon~~ in May, test it\n- (@Ada)\n";
        let (read, _) = body(text);
        let states: Vec<_> = read.actions.iter().map(|action| action.state).collect();
        use ActionState::{Done, Dropped, Open};
        assert_eq!(states, [Dropped, Dropped, Done, Open, Open]);
        assert_eq!(
            (read.actions[0].text.as_str(), read.actions[4].text.as_str()),
            ("Buy a larger server", "(@Ada)")
        );
        assert_eq!(&text[read.actions[1].span.clone()], "- ~~Rewrite it~~\n");
    }

    #[test]
    fn text_is_kept_by_section() {
        let (read, _) = body(
            "Intro **bold**.\nSecond line.\n\n## Code\n\n    let x;\n\n| a | b |\n|---|---|\n| c | d |\n",
        );
        let sections: Vec<_> =
            read.body.sections.iter().map(|s| (s.heading.as_str(), s.text.as_str())).collect();
        assert_eq!(sections, [("", "Intro bold. Second line.\n"), ("Code", "let x;\na b\nc d\n")]);
        assert_eq!(read.body.summary, "Intro bold. Second line.");
        assert_eq!(read.body.words, 10);
    }

    #[test]
    fn alerts_and_tables_and_tasks_can_be_used_by_everybody() {
        let text = "> [!WARNING]\n> Hot.\n\n| a | b |\n|---|--:|\n| c | d |\n\n- [x] done\n\n<i>x</i>\n";
        let (read, diagnostics) = body(text);
        assert_eq!(diagnostics, []);
        let html = &read.body.html;
        assert!(
            html.contains("<div class=\"alert alert-warning\" role=\"note\">\n<p class=\"alert-title\"></p>"),
            "{html}"
        );
        assert!(
            html.contains("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"\">"),
            "{html}"
        );
        assert!(html.contains("<th scope=\"col\" class=\"align-right\">b</th>"), "{html}");
        assert!(html.contains("type=\"checkbox\" disabled=\"\" checked=\"\""), "{html}");
        let phrases: Vec<_> = read.body.slots.iter().map(|slot| slot.part).collect();
        assert_eq!(phrases, [Phrase::Warning, Phrase::Table(1), Phrase::Done].map(SlotPart::Phrase));
    }

    #[test]
    fn footnotes_are_numbered_by_their_calls_and_lead_back() {
        let text = "b[^b] a[^a] b[^b]\n\n[^a]: *A*\n[^b]: B\n[^c]: C\n";
        let (read, diagnostics) = body(text);
        assert_eq!(codes(&diagnostics), ["unused-footnote"]);
        let html = &read.body.html;
        assert!(
            html.contains(
                "b<sup class=\"footnote-reference\" id=\"fnref-1\"><a href=\"#fn-1\">1</a></sup> a"
            ),
            "{html}"
        );
        assert!(html.contains("<li id=\"fn-1\">\n<p>B <a class=\"footnote-back\" href=\"#fnref-1\" aria-label=\"\">↩</a> <a class=\"footnote-back\" href=\"#fnref-1-2\""), "{html}");
        assert!(html.find("id=\"fn-1\"") < html.find("<em>A</em>") && !html.contains(">C"), "{html}");
        assert_eq!(read.body.sections[0].text, "b a b\nA\nB\nC\n");
    }

    #[test]
    fn code_is_coloured_and_an_info_string_is_not_believed() {
        let (read, _) = body("```Rust,ignore\nfn\n```\n\n```\"><script>\n<b>\n```\n");
        let html = &read.body.html;
        assert!(html.contains("<code class=\"language-rust\"><span class=\"hl-keyword\">fn"), "{html}");
        assert!(html.contains("<pre tabindex=\"0\"><code>&lt;b&gt;\n</code></pre>"), "{html}");
        assert_eq!(read.body.sections[0].text, "fn\n<b>\n");
    }

    #[test]
    fn formulas_survive_sanitising_and_mistakes_are_placed() {
        let text = "<i>x</i> $a < b$ costs $5 and $10 $\\nosuch$";
        let (read, diagnostics) = body(text);
        let html = &read.body.html;
        assert!(
            html.contains("<math") && html.contains("&lt;</mo>") && html.contains("costs $5 and $10"),
            "{html}"
        );
        assert_eq!(codes(&diagnostics), ["formula"]);
        assert_eq!(&text[diagnostics[0].span.clone().unwrap()], "$\\nosuch$");
        assert!(html.contains("<code class=\"math-error\">$\\nosuch$</code>"), "{html}");
    }

    #[test]
    fn marks_that_an_author_forges_do_no_harm() {
        let text = "$a$ <i title='<wbr id=\"rexbase:0\">'>x</i> <wbr id=\"rexbase:0\"> <wbr id=\"rexbase:9\"> &#xe002;0&#xe003; &#xe000;7&#xe001;";
        let (read, _) = body(text);
        let html = &read.body.html;
        assert_eq!(html.matches("<math").count(), 1, "{html}");
        assert!(!html.contains("title=\"<math"), "{html}");
        assert!(read.body.slots.is_empty());

        // A title comes with an element, which no attribute may hold.
        let title = "<wbr id=\"rexbase:0\">&#xe002;0&#xe003;";
        let (read, _) = body(&format!("> [!NOTE]\n> x\n\n<i title='{title}'>x</i> ![{title}](p.png)"));
        let slots: Vec<_> = read.body.slots.iter().map(|slot| slot.part).collect();
        assert_eq!(slots, [SlotPart::Phrase(Phrase::Note), SlotPart::Image(0)]);
    }

    #[test]
    fn an_image_without_words_is_reported() {
        let (_, diagnostics) = body("![](p.png) ![a](q.png)");
        assert_eq!(codes(&diagnostics), ["missing-alt"]);
    }

    #[test]
    fn an_anchor_that_is_given_twice_is_told() {
        let (read, diagnostics) = body("## A {#x}\n\n## B {#x}\n\n## C\n\n## D {#c}\n\n## E {#e}\n\n## E\n");
        assert_eq!(read.anchors, ["x", "x-2", "c", "c-2", "e", "e-2"]);
        assert_eq!(codes(&diagnostics), ["taken-anchor"; 2]);
    }

    #[test]
    fn a_dangling_anchor_of_the_page_is_reported() {
        let (_, diagnostics) = body("[x](#nowhere) [y](#there) \n\n## There\n");
        assert_eq!(codes(&diagnostics), ["dangling-anchor"]);
    }

    #[test]
    fn a_hostile_tower_is_flattened() {
        for text in [
            "> ".repeat(10_000) + "deep",
            "- ".repeat(10_000) + "deep",
            "[".repeat(20_000),
            "*a ".repeat(20_000),
        ] {
            let (read, _) = body(&text);
            assert!(read.body.html.matches("<blockquote>").count() <= 100);
        }
        let (_, diagnostics) = body(&("> ".repeat(10_000) + "deep"));
        assert_eq!(codes(&diagnostics), ["nested-too-deeply"]);
    }
}
