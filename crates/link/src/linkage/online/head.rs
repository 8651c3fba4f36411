//! What an index says about itself: columns, features, model, keys, and where everything lies. It stands at the end of the file.

use bonafide_model::{
    BlockingRule, ColumnKind, Comparison, ComparisonLevel, LinkModel, Numbering, value::DateOrder,
};

use super::{
    IndexError,
    codec::{Put, Take},
    table::Place,
};
use crate::linkage::{
    comparison::Measure,
    feature::{Feature, Role},
    features,
    key::{self, Facet, Key},
    model::{MEASURES, Model},
    told,
};

/// The form of the file; another number is another form.
const VERSION: u64 = 3;
/// Keys and shared things at most: facets are bits of 64.
const TABLES: usize = 64;
/// Roles by the number that stands for them.
const ROLES: [Role; 14] = [
    Role::Given,
    Role::Family,
    Role::Born,
    Role::Mail,
    Role::MailLocal,
    Role::Phone,
    Role::Street,
    Role::Postcode,
    Role::City,
    Role::Address,
    Role::Identifier,
    Role::Category,
    Role::Place,
    Role::Image,
];

/// A feature as the index knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) role: Role,
    pub(super) name: String,
    /// Records that had one where the model was trained.
    pub(super) filled: usize,
}

/// Records by a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Posted {
    pub(super) key: Key,
    /// Whether records that share it are compared.
    pub(super) is_blocking: bool,
    /// The feature that people can share, if it is such a thing.
    pub(super) thing: Option<usize>,
    pub(super) place: Place,
}

/// All that is known without a look at records.
#[derive(Debug, Clone)]
pub(super) struct Head {
    /// Columns, in order.
    pub(super) columns: Vec<(String, ColumnKind)>,
    /// How dates are read.
    pub(super) dates: DateOrder,
    /// Features, in order.
    pub(super) features: Vec<Shape>,
    /// Those whose forms are stored; the others follow from them.
    pub(super) stored: Vec<Shape>,
    pub(super) told: LinkModel,
    pub(super) model: Model,
    pub(super) measures: Vec<Measure>,
    /// Weight from which two records may be one person.
    pub(super) least: f64,
    /// Records of the file.
    pub(super) rows: u32,
    /// Where the offsets of records start.
    pub(super) offsets: u64,
    pub(super) tables: Vec<Posted>,
    /// For each feature, how often its forms were seen.
    pub(super) counts: Vec<Place>,
}

/// What is written of it.
pub(super) struct Written<'a> {
    pub(super) columns: Vec<(&'a str, ColumnKind)>,
    pub(super) dates: DateOrder,
    pub(super) features: Vec<Shape>,
    pub(super) told: &'a LinkModel,
    pub(super) least: f64,
    pub(super) rows: u32,
    pub(super) offsets: u64,
    pub(super) tables: Vec<Posted>,
    pub(super) counts: Vec<Place>,
}

/// A number that changes when texts are hashed another way: then keys of the file would find nothing.
fn hashing() -> u64 {
    let mut numbering = Numbering::default();
    numbering.number("as texts are hashed here");
    numbering.into_texts().1.iter().fold(0, |res, it| res ^ it)
}

impl Written<'_> {
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut put = Put::default();
        put.number(VERSION);
        put.fixed(hashing());
        put.number(self.columns.len() as u64);
        for (name, kind) in &self.columns {
            put.text(name);
            put.text(kind.word());
        }
        put.number(u64::from(self.dates == DateOrder::MonthFirst));
        put.number(self.features.len() as u64);
        for shape in &self.features {
            put.number(ROLES.iter().position(|it| *it == shape.role).unwrap_or(0) as u64);
            put.text(&shape.name);
            put.number(shape.filled as u64);
        }
        put_model(&mut put, self.told);
        put.float(self.least);
        put.number(u64::from(self.rows));
        put.number(self.offsets);
        put.number(self.tables.len() as u64);
        for table in &self.tables {
            let facets: Vec<u32> = table.key.facets.iter().map(|it| *it as u32).collect();
            put.ascending(&facets);
            put.number(u64::from(table.is_blocking));
            put.number(table.thing.map_or(0, |it| it as u64 + 1));
            table.place.put(&mut put);
        }
        for place in &self.counts {
            place.put(&mut put);
        }
        put.0
    }
}

impl Head {
    pub(super) fn take(take: &mut Take<'_>) -> Result<Self, IndexError> {
        if take.number()? != VERSION || take.fixed()? != hashing() {
            return Err(IndexError::OtherVersion);
        }
        let columns = many(take, |it| {
            let name = it.text()?.to_owned();
            let kind = ColumnKind::of_word(it.text()?).ok_or(it.damaged())?;
            Ok((name, kind))
        })?;
        let dates = if take.byte()? == 1 { DateOrder::MonthFirst } else { DateOrder::DayFirst };
        let features = many(take, |it| {
            let role = *ROLES.get(it.count()?).ok_or(it.damaged())?;
            Ok(Shape { role, name: it.text()?.to_owned(), filled: it.small()? as usize })
        })?;
        let empty = empty_features(&features);
        let measures = Measure::of(&empty);
        let names = empty.iter().map(|it| (it.role, &it.name));
        let is_own = names.eq(features.iter().map(|it| (it.role, &it.name)));
        if !is_own || measures.is_empty() || measures.len() > MEASURES {
            return Err(take.damaged());
        }
        let told = take_model(take)?;
        let model =
            told::read(&told, &measures, &empty).map_err(|_other_columns| take.damaged())?;
        let (least, rows, offsets) = (take.float()?, take.small()?, take.number()?);
        let facets = key::facets(&empty, &measures);
        let tables = many(take, |it| posted(it, &facets, features.len()))?;
        if tables.len() > TABLES {
            return Err(take.damaged());
        }
        let counts = features.iter().map(|_| Place::take(take)).collect::<Result<Vec<_>, _>>()?;
        let stored = features.iter().filter(|it| is_stored(it.role)).cloned().collect();
        Ok(Self {
            columns,
            dates,
            features,
            stored,
            told,
            model,
            measures,
            least,
            rows,
            offsets,
            tables,
            counts,
        })
    }

    /// Facets without forms: what keys are called.
    pub(super) fn facets(&self) -> Vec<Facet<'static>> {
        let empty = empty_features(&self.features);
        let facets = key::facets(&empty, &self.measures);
        facets.into_iter().map(Facet::into_owned).collect()
    }
}

/// Whether forms of the role are stored; others follow from them.
pub(super) const fn is_stored(role: Role) -> bool {
    !matches!(role, Role::MailLocal | Role::Address)
}

/// The features of no records.
fn empty_features(shapes: &[Shape]) -> Vec<Feature> {
    let stored = shapes.iter().filter(|it| is_stored(it.role));
    let mut res = stored
        .map(|it| Feature::new(it.role, it.name.clone(), Numbering::default(), Vec::new()))
        .collect();
    features::derive(&mut res);
    res.retain(|it| shapes.iter().any(|own| own.role == it.role && own.name == it.name));
    res
}

fn posted(
    take: &mut Take<'_>,
    facets: &[Facet<'_>],
    features: usize,
) -> Result<Posted, IndexError> {
    let key = Key { facets: take.ascending()?.into_iter().map(|it| it as usize).collect() };
    let is_blocking = take.byte()? == 1;
    let thing = take.small()?.checked_sub(1).map(|it| it as usize);
    let is_known = !key.facets.is_empty()
        && key.facets.iter().all(|it| *it < facets.len())
        && thing.is_none_or(|it| it < features);
    if !is_known {
        return Err(take.damaged());
    }
    Ok(Posted { key, is_blocking, thing, place: Place::take(take)? })
}

fn many<T>(
    take: &mut Take<'_>,
    one: impl Fn(&mut Take<'_>) -> Result<T, IndexError>,
) -> Result<Vec<T>, IndexError> {
    let count = take.count()?;
    (0..count).map(|_| one(take)).collect()
}

fn put_model(put: &mut Put, model: &LinkModel) {
    for share in [model.same_person, model.same_household, model.sharing] {
        put.float(share);
    }
    put.number(model.comparisons.len() as u64);
    for comparison in &model.comparisons {
        put.text(&comparison.name);
        put.number(comparison.levels.len() as u64);
        for level in &comparison.levels {
            put.text(&level.level);
            for share in [level.m, level.u, level.household, level.sharing] {
                put.float(share);
            }
            put.number(u64::from(level.is_trained));
        }
    }
    put.number(model.blocking.len() as u64);
    for rule in &model.blocking {
        put.text(&rule.rule);
        for number in [rule.pairs, rule.hot_values, rule.pairs_left_out] {
            put.number(number);
        }
    }
}

fn take_model(take: &mut Take<'_>) -> Result<LinkModel, IndexError> {
    // Not more than that: what is put into order, or added by guess, may be above 1.
    let share = |it: &mut Take<'_>| {
        let share = it.float()?;
        if share >= 0.0 { Ok(share) } else { Err(it.damaged()) }
    };
    let level = |it: &mut Take<'_>| {
        Ok(ComparisonLevel {
            level: it.text()?.to_owned(),
            m: share(it)?,
            u: share(it)?,
            household: share(it)?,
            sharing: share(it)?,
            is_trained: it.byte()? == 1,
        })
    };
    Ok(LinkModel {
        same_person: share(take)?,
        same_household: share(take)?,
        sharing: share(take)?,
        comparisons: many(take, |it| {
            Ok(Comparison { name: it.text()?.to_owned(), levels: many(it, level)? })
        })?,
        blocking: many(take, |it| {
            Ok(BlockingRule {
                rule: it.text()?.to_owned(),
                pairs: it.number()?,
                hot_values: it.number()?,
                pairs_left_out: it.number()?,
            })
        })?,
    })
}
