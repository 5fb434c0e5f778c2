//! The schema of the index: which fields tantivy keeps, and by which tokenizer it takes their texts apart.

use tantivy::schema::{
    FAST, Field as IndexField, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};

use crate::search::field::Field;
use crate::search::words::stream_tokenizer::{self, StreamTokenizer};

/// The fields of the tantivy schema.
pub(crate) struct IndexFields {
    pub(crate) schema: Schema,
    /// By the order of [`Field::ALL`].
    pub(crate) text: [IndexField; Field::ALL.len()],
    /// The surfaces of all text fields: which documents have a word in the very form that was asked for.
    pub(crate) forms: IndexField,
    pub(crate) facet: IndexField,
    pub(crate) date: IndexField,
    pub(crate) card: IndexField,
    /// What is said in recordings ([`crate::search::said`]).
    pub(crate) said: IndexField,
}

/// The name of the fast field of dates.
pub(crate) const DATE_FIELD: &str = "date";

impl IndexFields {
    pub(crate) fn new() -> Self {
        let mut builder = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(stream_tokenizer::NAME)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let options = TextOptions::default().set_indexing_options(indexing.clone());
        // Transcripts are long, all of them: how long says nothing of what they are about.
        let said = TextOptions::default().set_indexing_options(indexing.set_fieldnorms(false));
        let text = Field::ALL.map(|field| {
            let options = if field == Field::Transcript { &said } else { &options };
            builder.add_text_field(field.name(), options.clone())
        });
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(stream_tokenizer::NAME)
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(false);
        let forms = builder.add_text_field("forms", TextOptions::default().set_indexing_options(indexing));
        let facet = builder.add_text_field("facet", STRING);
        let date = builder.add_u64_field(DATE_FIELD, FAST);
        let card = builder.add_bytes_field("card", STORED);
        let said = builder.add_bytes_field("said", STORED);
        Self { schema: builder.build(), text, forms, facet, date, card, said }
    }
}

/// The tokenizers that the schema names.
pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(stream_tokenizer::NAME, TextAnalyzer::from(StreamTokenizer::default()));
    manager
}
