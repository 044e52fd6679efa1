//! Where the items of a Distributed Map come from.

use std::fmt;
use std::marker::PhantomData;

use crate::step_functions::definition::distributed_map::location::{
    arguments, bucket, is_expression, objects,
};
use crate::step_functions::definition::distributed_map::s3_object::S3Object;
use crate::step_functions::definition::json::{Json, object};
use crate::step_functions::definition::scope::Scope;

/// The size of the largest header of a CSV file, in bytes (AWS Step Functions Developer Guide, "ItemReader (Map)": 10 KiB).
const MAX_HEADERS: usize = 10 * 1024;

/// The most items that a reader takes (AWS Step Functions Developer Guide, "ItemReader (Map)").
const MAX_ITEMS: u32 = 100_000_000;

/// What separates the fields of a CSV file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CsvDelimiter {
    /// `,`
    #[default]
    Comma,
    /// `|`
    Pipe,
    /// `;`
    Semicolon,
    /// A space.
    Space,
    /// A tab.
    Tab,
}

impl CsvDelimiter {
    fn as_str(self) -> &'static str {
        match self {
            CsvDelimiter::Comma => "COMMA",
            CsvDelimiter::Pipe => "PIPE",
            CsvDelimiter::Semicolon => "SEMICOLON",
            CsvDelimiter::Space => "SPACE",
            CsvDelimiter::Tab => "TAB",
        }
    }
}

/// What the items of a [`DistributedMap`](super::DistributedMap) are read from: a file in S3, or the listing of a bucket. `T` is the type of
/// an item.
///
/// **The compiler does not check the file**: it trusts that each item is a `T`.
///
/// | Reader | An item |
/// |---|---|
/// | [`csv`](ItemReader::csv) | an object of the fields of a row by their headers; **each value is a string**, so numbers are declared as `String`, or with `#[serde(deserialize_with = "..")]` |
/// | [`json`](ItemReader::json) | an element of the array |
/// | [`json_lines`](ItemReader::json_lines) | a line |
/// | [`parquet`](ItemReader::parquet) | an object of the columns of a row |
/// | [`inventory`](ItemReader::inventory) | an object of the columns of the inventory, such as `Bucket`, `Key` and `Size`; each value is a string |
/// | [`list`](ItemReader::list) | an [`S3Object`]: the name of an object, and not its content |
///
/// Bucket, key and prefix may be a `${..}`, which the deployment tool fills in, or, in JSONata, an expression such as
/// `{% $states.input.key %}`: see [`DistributedMap::for_any_input`](super::DistributedMap::for_any_input). The bucket is in the account and
/// the Region of the machine.
///
/// Source: AWS Step Functions Developer Guide, "ItemReader (Map)".
pub struct ItemReader<T> {
    source: Source,
    bucket: String,
    max_items: Option<u32>,
    version_id: Option<String>,
    mistakes: Vec<&'static str>,
    marker: PhantomData<fn() -> T>,
}

#[derive(Clone, Debug)]
enum Source {
    Csv {
        key: String,
        delimiter: Option<CsvDelimiter>,
        headers: Option<Vec<String>>,
    },
    Json {
        key: String,
        pointer: Option<String>,
    },
    /// A file of another format, by its `InputType`.
    File {
        key: String,
        input_type: &'static str,
    },
    List {
        prefix: String,
    },
}

impl<T> ItemReader<T> {
    fn new(bucket: impl Into<String>, source: Source) -> Self {
        ItemReader {
            source,
            bucket: bucket.into(),
            max_items: None,
            version_id: None,
            mistakes: Vec::new(),
            marker: PhantomData,
        }
    }

    fn file(bucket: impl Into<String>, key: impl Into<String>, input_type: &'static str) -> Self {
        let key = key.into();
        ItemReader::new(bucket, Source::File { key, input_type })
    }

    /// Reads the rows of a CSV file with commas, whose first row has the headers.
    pub fn csv(bucket: impl Into<String>, key: impl Into<String>) -> Self {
        let source = Source::Csv {
            key: key.into(),
            delimiter: None,
            headers: None,
        };
        ItemReader::new(bucket, source)
    }

    /// Reads the elements of the array that is a JSON file, or that [`items_pointer`](Self::items_pointer) finds in it.
    pub fn json(bucket: impl Into<String>, key: impl Into<String>) -> Self {
        let source = Source::Json {
            key: key.into(),
            pointer: None,
        };
        ItemReader::new(bucket, source)
    }

    /// Reads the lines of a file with JSON on each line.
    pub fn json_lines(bucket: impl Into<String>, key: impl Into<String>) -> Self {
        ItemReader::file(bucket, key, "JSONL")
    }

    /// Reads the rows of a Parquet file.
    pub fn parquet(bucket: impl Into<String>, key: impl Into<String>) -> Self {
        ItemReader::file(bucket, key, "PARQUET")
    }

    /// Reads the rows of an inventory of S3: of the files that its `manifest.json`, which has this key, names.
    pub fn inventory(bucket: impl Into<String>, key: impl Into<String>) -> Self {
        ItemReader::file(bucket, key, "MANIFEST")
    }

    /// Sets the headers of a CSV file that has none. Its first row is then an item. Up to 10 KiB in total.
    pub fn headers(mut self, given: impl IntoIterator<Item = impl Into<String>>) -> Self {
        match &mut self.source {
            Source::Csv { headers, .. } => {
                *headers = Some(given.into_iter().map(Into::into).collect());
            }
            _ => self.mistakes.push("only a CSV file has `headers`"),
        }
        self
    }

    /// Sets what separates the fields of a CSV file.
    pub fn delimiter(mut self, given: CsvDelimiter) -> Self {
        match &mut self.source {
            Source::Csv { delimiter, .. } => *delimiter = Some(given),
            _ => self.mistakes.push("only a CSV file has a `delimiter`"),
        }
        self
    }

    /// Sets where in a JSON file the array is: a JSON pointer, such as `/shop/orders`.
    pub fn items_pointer(mut self, given: impl Into<String>) -> Self {
        match &mut self.source {
            Source::Json { pointer, .. } => *pointer = Some(given.into()),
            _ => self
                .mistakes
                .push("only a JSON file has an `items_pointer`"),
        }
        self
    }

    /// Sets how many items are taken at most, from 1 to 100,000,000. Default: all.
    pub fn max_items(mut self, items: u32) -> Self {
        self.max_items = Some(items);
        self
    }

    /// Sets the version of the file. Default: the newest.
    pub fn version_id(mut self, version: impl Into<String>) -> Self {
        if matches!(self.source, Source::List { .. }) {
            self.mistakes.push("a listing has no `version_id`");
        }
        self.version_id = Some(version.into());
        self
    }

    /// Forgets the type of the items.
    pub(super) fn untyped(self) -> ItemReader<()> {
        ItemReader {
            source: self.source,
            bucket: self.bucket,
            max_items: self.max_items,
            version_id: self.version_id,
            mistakes: self.mistakes,
            marker: PhantomData,
        }
    }

    /// Prints the field `ItemReader`, and notes what the machine's role needs.
    pub(super) fn print(&self, state: &str, scope: &mut Scope<'_>) -> Json {
        self.check(state, scope);
        let mut config = Vec::new();
        let (path, target) = match &self.source {
            Source::Csv {
                key,
                delimiter,
                headers,
            } => {
                config.push(("InputType", "CSV".into()));
                if let Some(delimiter) = delimiter {
                    config.push(("CSVDelimiter", delimiter.as_str().into()));
                }
                match headers {
                    None => config.push(("CSVHeaderLocation", "FIRST_ROW".into())),
                    Some(headers) => {
                        config.push(("CSVHeaderLocation", "GIVEN".into()));
                        config.push(("CSVHeaders", headers.iter().map(String::as_str).collect()));
                    }
                }
                ("s3:getObject", ("Key", key))
            }
            Source::Json { key, pointer } => {
                config.push(("InputType", "JSON".into()));
                let pointer = pointer.as_deref();
                config.extend(pointer.map(|pointer| ("ItemsPointer", pointer.into())));
                ("s3:getObject", ("Key", key))
            }
            Source::File { key, input_type } => {
                config.push(("InputType", (*input_type).into()));
                ("s3:getObject", ("Key", key))
            }
            Source::List { prefix } => ("s3:listObjectsV2", ("Prefix", prefix)),
        };
        let max_items = self.max_items.map(u64::from);
        config.extend(max_items.map(|items| ("MaxItems", items.into())));
        let mut members = vec![
            ("Bucket", self.bucket.clone()),
            (target.0, target.1.clone()),
        ];
        members.extend(
            self.version_id
                .clone()
                .map(|version| ("VersionId", version)),
        );
        self.allow(scope);
        let resource = ("Resource", scope.integration(path).into());
        let arguments = arguments(members, state, scope);
        let config = config
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value));
        let config = Json::Object(config.collect());
        match config == object([]) {
            true => object([resource, arguments]),
            false => object([resource, ("ReaderConfig", config), arguments]),
        }
    }

    fn check(&self, state: &str, scope: &mut Scope<'_>) {
        for mistake in &self.mistakes {
            scope.mistake(state, mistake);
        }
        if let Some(items) = self
            .max_items
            .filter(|items| !(1..=MAX_ITEMS).contains(items))
        {
            scope.mistake(
                state,
                format!("`max_items` is {items}, but a reader takes 1 to {MAX_ITEMS} items"),
            );
        }
        match &self.source {
            Source::Csv {
                headers: Some(headers),
                ..
            } => {
                // With what separates them.
                let size = headers.iter().map(|header| header.len() + 1).sum::<usize>();
                if headers.is_empty() {
                    scope.mistake(state, "`headers` is empty; write a name for each column");
                }
                if size > MAX_HEADERS {
                    scope.mistake(
                        state,
                        format!("the headers have {size} bytes, but the limit is {MAX_HEADERS}"),
                    );
                }
            }
            Source::Json {
                pointer: Some(pointer),
                ..
            } if !pointer.starts_with('/') => {
                let mistake = format!(
                    "`{pointer}` is not a JSON pointer, which starts with `/`; write one such as `/shop/orders`"
                );
                scope.mistake(state, mistake);
            }
            _ => {}
        }
    }

    fn allow(&self, scope: &mut Scope<'_>) {
        // The actions are those of the Developer Guide, "IAM policies for using Distributed Map states". It adds `s3:GetObject` to a listing, for what
        // the child executions do with the objects: here, the functions read them by their own roles.
        let (key, data) = match &self.source {
            Source::List { .. } => {
                let bucket = bucket(&self.bucket, scope);
                return scope.allow("s3:ListBucket", bucket);
            }
            Source::File {
                key,
                input_type: "MANIFEST",
            } => match inventory_data(key) {
                Some(data) => (key.as_str(), Some(data)),
                None => ("*", None),
            },
            Source::Csv { key, .. } | Source::Json { key, .. } | Source::File { key, .. } => {
                (key.as_str(), None)
            }
        };
        let file = objects(&self.bucket, key, scope);
        if self.version_id.is_some() {
            // S3 asks for this in place of `s3:GetObject` (Amazon S3 API Reference, "GetObject"). The Developer Guide names only the other.
            scope.allow("s3:GetObjectVersion", file.clone());
        }
        scope.allow("s3:GetObject", file);
        if let Some(data) = data {
            scope.allow("s3:GetObject", objects(&self.bucket, &data, scope));
        }
    }
}

/// Returns where the files of an inventory are, by the key of its manifest: `../data/` of `../DATE/manifest.json` (Amazon S3 User Guide, "Locating
/// your inventory list"). `None` if the key does not say.
fn inventory_data(manifest: &str) -> Option<String> {
    if is_expression(manifest) {
        return None;
    }
    let (date, _) = manifest.rsplit_once('/')?;
    let (inventory, _) = date.rsplit_once('/')?;
    Some(format!("{inventory}/data/*"))
}

impl ItemReader<S3Object> {
    /// Lists the objects of a bucket whose keys start with this prefix. An empty one lists all.
    pub fn list(bucket: impl Into<String>, prefix: impl Into<String>) -> Self {
        let prefix = prefix.into();
        ItemReader::new(bucket, Source::List { prefix })
    }
}

impl<T> fmt::Debug for ItemReader<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemReader")
            .field("source", &self.source)
            .field("bucket", &self.bucket)
            .field("max_items", &self.max_items)
            .finish_non_exhaustive()
    }
}
