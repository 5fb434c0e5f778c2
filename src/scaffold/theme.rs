//! The theme that `new theme` begins: the smallest that shows how one goes on.

/// Every file, by its path below the theme's folder; `NAME` stands for the theme's name.
pub(super) const FILES: &[(&str, &str)] =
    &[("theme.toml", MANIFEST), ("assets/style/own.css", STYLE), ("templates/404.html", NOT_FOUND)];

const MANIFEST: &str = r#"# What this folder does not have is the built-in theme's. A template `templates/talk.html` that begins with
# `{% extends "default/talk.html" %}` changes the blocks that it writes and leaves the others; `rexbase new theme NAME --copy templates/talk.html` copies
# the whole file here. docs/themes.md has the blocks, and what each template is handed.
name = "NAME"

# The versions of Rexbase that it is made for: any other says so, and nothing else.
# requires = ">=0.1, <0.3"

# Pages that are not rendered: "years", "debts", "figures" …
leave_out = []
"#;

const STYLE: &str = r"/* Rules of this theme's own. They win over all of the built-in theme's, whose custom properties are in `style/tokens.css`. */

:root {
  --accent: light-dark(#6b2d5c, #e5a4d3);
  --accent-ground: light-dark(#f5e6f1, #3a1f33);
}
";

const NOT_FOUND: &str = r#"{% extends "base.html" %}
{#- The page for what is not found. This file replaces the built-in one of the same name; whatever it does not define stays. -#}
{% block main %}
<header class="page-title">
<h1>{{ t.not_found }}</h1>
<p class="lead">{{ t.not_found_help }}</p>
</header>
<p><a href="{{ site.root }}">{{ t.not_found_home }}</a>, {{ site.title }}</p>
{% endblock main %}
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_theme_has_what_it_replaces() {
        let built_in = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
        for (path, _) in FILES {
            assert!(built_in.join(path).is_file(), "{path}");
        }
    }
}
