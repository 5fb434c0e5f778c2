//! The theme that `new theme` begins: the smallest that shows how one goes on.

/// Every file, by its path below the theme's folder; `NAME` stands for the theme's name.
pub(super) const FILES: &[(&str, &str)] =
    &[("theme.toml", MANIFEST), ("assets/style/own.css", STYLE), ("templates/components/after.html", AFTER)];

const MANIFEST: &str = r#"# What this folder does not have is the built-in theme's. `rexbase new theme NAME --copy templates/talk.html` copies one of its files
# here, to be changed; docs/themes.md says what each template is handed.
name = "NAME"

# Pages that are not rendered: "years", "debts", "figures" …
leave_out = []
"#;

const STYLE: &str = r"/* Rules of this theme's own. They win over all of the built-in theme's, whose custom properties are in `style/tokens.css`. */

:root {
  --accent: light-dark(#6b2d5c, #e5a4d3);
  --accent-ground: light-dark(#f5e6f1, #3a1f33);
}
";

const AFTER: &str = r#"{#- What stands below a record. This file replaces the built-in one of the same name. -#}
{% component after(record: map, @site, @t) -%}
<p class="after"><a href="{{ site.root }}">{{ site.title }}</a>{% if record.edit %} <a class="edit" href="{{ record.edit }}">{{ t.suggest_edit }}</a>{% endif %}</p>
{%- endcomponent after %}
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
