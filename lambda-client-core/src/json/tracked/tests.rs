//! Paths of what does not match, with markers in everything that is data.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
#[expect(dead_code, reason = "only decoded")]
struct Order {
    #[serde(default)]
    items: Vec<Item>,
    #[serde(default)]
    prices: BTreeMap<String, Item>,
    #[serde(default, rename = "ship-to")]
    ship_to: Option<Ship>,
    #[serde(default)]
    point: (u8, u8),
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only decoded")]
struct Item {
    sku: Sku,
    #[serde(default)]
    count: u8,
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Sku;

impl TryFrom<String> for Sku {
    type Error = String;

    fn try_from(text: String) -> Result<Sku, String> {
        match text.len() {
            3 => Ok(Sku),
            _ => Err(text),
        }
    }
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only decoded")]
enum Ship {
    Home,
    Shop(Item),
    Both { first: Item, second: u8 },
}

#[derive(Default, Deserialize)]
#[expect(dead_code, reason = "only decoded")]
struct Rest {
    #[serde(default)]
    note: Option<String>,
}

fn path(json: &str) -> String {
    assert!(serde_json::from_str::<Order>(json).is_err(), "{json}");
    path_of_mismatch::<Order>(json.as_bytes()).to_string()
}

#[test]
fn the_path_leads_to_the_value_that_does_not_match() {
    let strict = |json: &str| path_of_mismatch::<Strict>(json.as_bytes()).to_string();
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only decoded")]
    struct Strict {
        items: Vec<Item>,
        ship: Ship,
        point: (u8, u8),
        prices: BTreeMap<String, Item>,
    }
    for (json, expected) in [
        (r#"{"items":[{"sku":"A-1"},{}]}"#, "items[1]"),
        (r#"{"items":[{"sku":"A-1"},{"sku":7}]}"#, "items[1].sku"),
        (r#"{"items":[{"sku":"marker"}]}"#, "items[0].sku"),
        (r#"{"items":[{"sku":"A-1","count":-1}]}"#, "items[0].count"),
        (r#"{"items":[7]}"#, "items[0]"),
        (r#"{"items":{}}"#, "items"),
        (r#"{"prices":{"marker":{}}}"#, "prices[..]"),
        (
            r#"{"prices":{"A":{"sku":"A-1"},"marker":{"sku":1}}}"#,
            "prices[..].sku",
        ),
        (r#"{"ship":{"Shop":{"sku":7}}}"#, "ship.Shop.sku"),
        (
            r#"{"ship":{"Both":{"first":{"sku":"A-1"},"second":"x"}}}"#,
            "ship.Both.second",
        ),
        (r#"{"ship":"marker"}"#, "ship"),
        (r#"{"point":[1]}"#, "point"),
        (r#"{"point":[1,"x"]}"#, "point[1]"),
        (r#"{"items":[],"marker":1}"#, ""),
        ("7", ""),
        ("{}", ""),
    ] {
        assert_eq!(strict(json), expected, "{json}");
    }
}

#[test]
fn of_a_flattened_type_the_path_ends_at_the_object() {
    assert_eq!(path(r#"{"items":[{"sku":7}]}"#), "items[0].sku");
    assert_eq!(path(r#"{"ship-to":{"Shop":{}}}"#), "ship-to.Shop");
    assert_eq!(path(r#"{"note":7,"marker":1}"#), "");
}

/// Ignores what it cannot read.
#[derive(Default)]
struct Lenient;

impl<'de> Deserialize<'de> for Lenient {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let _ = Option::<u8>::deserialize(deserializer);
        Ok(Lenient)
    }
}

#[test]
fn an_error_that_a_type_ignores_leaves_no_trace() {
    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only decoded")]
    struct Outer {
        lenient: Lenient,
        number: u8,
    }
    let json = br#"{"lenient":"x","number":"y"}"#;
    assert_eq!(path_of_mismatch::<Outer>(json).to_string(), "number");
    let json = br#"{"lenient":"x"}"#;
    assert_eq!(path_of_mismatch::<Outer>(json).to_string(), "");
}

/// Reads data as an identifier.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Odd;

impl<'de> Deserialize<'de> for Odd {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(serde::de::IgnoredAny)?;
        Ok(Odd)
    }
}

#[test]
fn what_is_not_a_name_is_not_shown() {
    let json = br#"{"4111 1111":"x"}"#;
    let path = path_of_mismatch::<BTreeMap<Odd, u8>>(json);
    assert_eq!(path.to_string(), "[..]");
}

#[test]
fn what_a_type_takes_for_another_name_is_not_shown() {
    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only decoded")]
    enum Event {
        Placed(u8),
        #[serde(other)]
        Unknown,
    }
    #[derive(PartialEq, Eq, PartialOrd, Ord, Deserialize)]
    #[serde(field_identifier)]
    enum Label {
        Known,
        Other(String),
    }
    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only decoded")]
    struct Aliased {
        #[serde(alias = "amount")]
        count: u8,
    }
    fn path<T: DeserializeOwned>(json: &str) -> String {
        assert!(serde_json::from_str::<T>(json).is_err(), "{json}");
        path_of_mismatch::<T>(json.as_bytes()).to_string()
    }
    assert_eq!(path::<Event>(r#"{"Placed":"x"}"#), "Placed");
    assert_eq!(path::<Event>(r#"{"marker":5}"#), "[..]");
    assert_eq!(path::<Vec<Event>>(r#"[{"marker":[]}]"#), "[0][..]");
    assert_eq!(path::<BTreeMap<Label, u8>>(r#"{"marker":"x"}"#), "[..]");
    assert_eq!(path::<Aliased>(r#"{"amount":"x"}"#), "amount");
}
