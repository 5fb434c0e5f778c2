//! The codes of diagnostics: every one that there is, by its stable name. Scripts and editors rely on these names.
//!
//! Apart, since each is explained in `docs/diagnostics.md`, which a test compares with this list. What always holds: they stand in the order of
//! their names, and so diagnostics of one place are told in that order.

use std::fmt;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Makes the type from the list, so that no code can lack its name.
macro_rules! codes {
    ($($code:ident $name:literal,)*) => {
        /// What sort of mistake a diagnostic is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
        pub enum Code {
            $(#[doc = $name] $code,)*
        }

        impl Code {
            /// Every code, in the order of names.
            pub const ALL: &[Self] = &[$(Self::$code,)*];

            /// Its stable name in kebab case: `dangling-reference`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$code => $name,)*
                }
            }
        }
    };
}

codes! {
    AliasIsAddress "alias-is-address",
    AmbiguousReference "ambiguous-reference",
    BlockReference "block-reference",
    BrokenLink "broken-link",
    Chapters "chapters",
    DanglingAnchor "dangling-anchor",
    DanglingLink "dangling-link",
    DanglingReference "dangling-reference",
    DeadLinkElsewhere "dead-link-elsewhere",
    DraftReference "draft-reference",
    DuplicateId "duplicate-id",
    DuplicateName "duplicate-name",
    Embed "embed",
    EmbeddedFile "embedded-file",
    EmbeddedPage "embedded-page",
    EmptyFile "empty-file",
    EmptyValue "empty-value",
    EndsBeforeItBegins "ends-before-it-begins",
    ExternalImage "external-image",
    FileTooLarge "file-too-large",
    FolderPage "folder-page",
    ForeignMarkup "foreign-markup",
    FormerAddress "former-address",
    FormerName "former-name",
    Formula "formula",
    FrontMatterSyntax "front-matter-syntax",
    FrontMatterValue "front-matter-value",
    HeadingAnchor "heading-anchor",
    HeldBack "held-back",
    Image "image",
    ImportAddress "import-address",
    ImportCopy "import-copy",
    ImportDate "import-date",
    ImportDuration "import-duration",
    ImportDurationUnit "import-duration-unit",
    ImportElsewhere "import-elsewhere",
    ImportGone "import-gone",
    ImportKey "import-key",
    ImportLanguage "import-language",
    ImportMissing "import-missing",
    ImportNotOurs "import-not-ours",
    ImportRefused "import-refused",
    ImportSpeaker "import-speaker",
    ImportTitle "import-title",
    ImportUnreadable "import-unreadable",
    ImportValue "import-value",
    IndexPage "index-page",
    InternalReference "internal-reference",
    InvisibleCharacter "invisible-character",
    LargeFile "large-file",
    LessonAction "lesson-action",
    LessonCircle "lesson-circle",
    LessonLife "lesson-life",
    LongMenu "long-menu",
    LostCell "lost-cell",
    MisplacedFrontMatter "misplaced-front-matter",
    MissingAlt "missing-alt",
    MissingPoster "missing-poster",
    MissingTitle "missing-title",
    MissingTranscript "missing-transcript",
    MovedLink "moved-link",
    NamedTwice "named-twice",
    NestedTooDeeply "nested-too-deeply",
    NoKind "no-kind",
    NoPlainFile "no-plain-file",
    NotUtf8 "not-utf-8",
    OffTheGlobe "off-the-globe",
    OutsideItsEvent "outside-its-event",
    OverlappingFolders "overlapping-folders",
    PassedOver "passed-over",
    PublishedBeforeGiven "published-before-given",
    RawHtmlRemoved "raw-html-removed",
    RefusedFile "refused-file",
    ReservedAddress "reserved-address",
    SameTitle "same-title",
    SharedAddress "shared-address",
    SimilarNames "similar-names",
    Spelling "spelling",
    SplitLink "split-link",
    StrayFile "stray-file",
    Sum "sum",
    SymbolicLink "symbolic-link",
    TakenAddress "taken-address",
    TakenAnchor "taken-anchor",
    TooLong "too-long",
    TooMany "too-many",
    TooManyMistakes "too-many-mistakes",
    Transcript "transcript",
    TwoValues "two-values",
    UnclearAudience "unclear-audience",
    UnclearDraft "unclear-draft",
    UnclosedFence "unclosed-fence",
    UnclosedFrontMatter "unclosed-front-matter",
    UnclosedHtml "unclosed-html",
    UndefinedReference "undefined-reference",
    UnknownKey "unknown-key",
    UnknownLessonKind "unknown-lesson-kind",
    UnknownTimezone "unknown-timezone",
    UnlikeUnit "unlike-unit",
    UnsafeAddress "unsafe-address",
    UnsureLinkElsewhere "unsure-link-elsewhere",
    UnusableName "unusable-name",
    UnusedFootnote "unused-footnote",
    UnusedReference "unused-reference",
    Weekday "weekday",
    WrongVersion "wrong-version",
}

impl Code {
    /// The code of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name: String = Deserialize::deserialize(deserializer)?;
        Self::from_name(&name)
            .ok_or_else(|| de::Error::custom(format!("`{name}` is no code of a diagnostic")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_in_the_order_of_their_names_once() {
        assert!(Code::ALL.is_sorted_by(|a, b| a.name() < b.name()));
    }
}
