//! Coverages as data, by serde: the format of the cases in `tests/data/README.md`.
//!
//! What is read goes through the parsers that anyone else's texts go through, so that nothing can be read that could not be
//! made, and their errors tell why. What is written can be read again.

use std::fmt;
use std::marker::PhantomData;

use chrono::NaiveDate;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::ser::{Error as _, SerializeMap as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::opening::name_of;
use crate::{Calendar, Coverage, Day, Opening, TimeOfDay, WeeklyHours, parse_holiday};

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:02}:{:02}", self.minutes() / 60, self.minutes() % 60))
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl Serialize for Opening {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Zoned::<()> { opening: self.clone(), zone: None }.serialize(serializer)
    }
}

/// An opening of a coverage, with a zone where that is another than the coverage's own.
struct Zoned<Z> {
    opening: Opening,
    zone: Option<Z>,
}

impl<Z: Serialize> Serialize for Zoned<Z> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (opening, zone) = (&self.opening, &self.zone);
        let mut object = serializer.serialize_map(Some(3 + usize::from(zone.is_some())))?;
        object.serialize_entry("days", &opening.days().iter().map(|day| Named(*day)).collect::<Vec<_>>())?;
        object.serialize_entry("open", &opening.open())?;
        object.serialize_entry("close", &opening.close())?;
        if let Some(zone) = zone {
            object.serialize_entry("zone", zone)?;
        }
        object.end()
    }
}

impl<'de, Z: Deserialize<'de>> Deserialize<'de> for Zoned<Z> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let data: ZonedData<Z> = deserializer.deserialize_map(Object("an opening", PhantomData))?;
        let opening = Opening::new(data.days.into_iter().map(|Named(day)| day).collect(), data.open, data.close)
            .map_err(D::Error::custom)?;
        Ok(Self { opening, zone: data.zone })
    }
}

impl<'de> Deserialize<'de> for Opening {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let data: OpeningData = deserializer.deserialize_map(Object("an opening", PhantomData))?;
        Self::new(data.days.into_iter().map(|Named(day)| day).collect(), data.open, data.close)
            .map_err(D::Error::custom)
    }
}

impl Serialize for WeeklyHours {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.openings().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for WeeklyHours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::new)
    }
}

impl<Z: Serialize> Serialize for Calendar<Z> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(3))?;
        object.serialize_entry("zone", self.zone())?;
        object.serialize_entry("weekly", self.weekly())?;
        object.serialize_entry("holidays", &self.holidays().map(Holiday).collect::<Vec<_>>())?;
        object.end()
    }
}

impl<'de, Z: Deserialize<'de>> Deserialize<'de> for Calendar<Z> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let data: CalendarData<Z> = deserializer.deserialize_map(Object("a calendar", PhantomData))?;
        Ok(calendar(data.zone, data.weekly, data.holidays))
    }
}

impl<Z: Serialize> Serialize for Coverage<Z> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Coverage::Always => {
                let mut object = serializer.serialize_map(Some(1))?;
                object.serialize_entry("always", &true)?;
                object.end()
            }
            Coverage::Hours(calendar) => calendar.serialize(serializer),
            Coverage::Zones(calendars) => {
                let Some((home, others)) = calendars.split_first() else {
                    return Err(S::Error::custom("no calendar; hours in several zones have at least two"));
                };
                if others.iter().any(|other| !other.holidays().eq(home.holidays())) {
                    return Err(S::Error::custom("the zones keep other holidays, which have one list here"));
                }
                let mut openings: Vec<Zoned<&Z>> = Vec::new();
                for (at, calendar) in calendars.iter().enumerate() {
                    let zone = (at > 0).then_some(calendar.zone());
                    openings.extend(calendar.weekly().openings().iter().map(|it| Zoned { opening: it.clone(), zone }));
                }
                let mut object = serializer.serialize_map(Some(3))?;
                object.serialize_entry("zone", home.zone())?;
                object.serialize_entry("weekly", &openings)?;
                object.serialize_entry("holidays", &home.holidays().map(Holiday).collect::<Vec<_>>())?;
                object.end()
            }
        }
    }
}

impl<'de, Z: Deserialize<'de> + PartialEq> Deserialize<'de> for Coverage<Z> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let data: CoverageData<Z> = deserializer.deserialize_map(Object("a coverage", PhantomData))?;
        match data {
            CoverageData { always: Some(true), zone: None, weekly: None, holidays: None } => Ok(Coverage::Always),
            CoverageData { always: Some(true), .. } => {
                Err(D::Error::custom("what is always open has no zone, weekly hours or holidays; leave them out"))
            }
            CoverageData { always: Some(false), .. } => Err(D::Error::custom(
                "\"always\" can only be true; leave it out and write \"zone\" and \"weekly\" for hours",
            )),
            CoverageData { always: None, zone, weekly, holidays } => {
                let zone = zone.ok_or_else(|| D::Error::missing_field("zone"))?;
                let weekly = weekly.ok_or_else(|| D::Error::missing_field("weekly"))?;
                let mut weeks = vec![(zone, Vec::new())];
                for Zoned { opening, zone } in weekly {
                    // The coverage's own zone is the first.
                    let own_or = |zone: &Z| weeks.iter().position(|(known, _)| known == zone);
                    match zone.as_ref().map_or(Some(0), own_or) {
                        Some(at) => weeks[at].1.push(opening),
                        None => weeks.extend(zone.map(|zone| (zone, vec![opening]))),
                    }
                }
                let closed = || holidays.iter().flatten().map(|Holiday(date)| *date);
                let calendar = |(zone, openings)| Calendar::new(zone, WeeklyHours::new(openings), closed());
                let mut calendars = weeks.into_iter().map(calendar);
                let home = calendars.next().ok_or_else(|| D::Error::missing_field("zone"))?;
                Ok(Coverage::together(home, calendars.collect()))
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OpeningData {
    days: Vec<Named>,
    open: TimeOfDay,
    close: TimeOfDay,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, bound = "Z: Deserialize<'de>")]
struct ZonedData<Z> {
    days: Vec<Named>,
    open: TimeOfDay,
    close: TimeOfDay,
    #[serde(default, deserialize_with = "present")]
    zone: Option<Z>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarData<Z> {
    zone: Z,
    weekly: WeeklyHours,
    #[serde(default)]
    holidays: Vec<Holiday>,
}

/// Either kind of coverage. Not an untagged enum, whose only error is that nothing matched.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, bound = "Z: Deserialize<'de>")]
struct CoverageData<Z> {
    #[serde(default, deserialize_with = "present")]
    always: Option<bool>,
    #[serde(default, deserialize_with = "present")]
    zone: Option<Z>,
    #[serde(default, deserialize_with = "present")]
    weekly: Option<Vec<Zoned<Z>>>,
    #[serde(default, deserialize_with = "present")]
    holidays: Option<Vec<Holiday>>,
}

/// Returns a field that may be left out, and is not `null`.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

fn calendar<Z>(zone: Z, weekly: WeeklyHours, holidays: Vec<Holiday>) -> Calendar<Z> {
    Calendar::new(zone, weekly, holidays.into_iter().map(|Holiday(date)| date))
}

/// A day of the week by its name.
struct Named(Day);

impl Serialize for Named {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(name_of(self.0))
    }
}

impl<'de> Deserialize<'de> for Named {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Opening::parse_day(&String::deserialize(deserializer)?).map(Self).map_err(D::Error::custom)
    }
}

struct Holiday(NaiveDate);

impl Serialize for Holiday {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A year of more than four digits could not be read again.
        let text = self.0.to_string();
        parse_holiday(&text).map_err(S::Error::custom)?;
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for Holiday {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse_holiday(&String::deserialize(deserializer)?).map(Self).map_err(D::Error::custom)
    }
}

/// Reads an object of fields by name, and no list of their values, which a derived type reads as well.
struct Object<T>(&'static str, PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Object<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(fields))
    }
}
