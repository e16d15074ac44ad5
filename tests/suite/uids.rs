//! UIDs as typed identities: what is printed is read back, and every UID that was ever published stays as it is.

use longrun::calendar::{BusyHash, EventUid, SeasonId, SessionId};
use longrun::schedule::Role;
use longrun::season::BusyKey;
use proptest::prelude::*;

fn role(block: &str, anchor: u32, session: &str, ordinal: u32) -> Role {
    Role {
        block: block.to_owned(),
        anchor,
        session: session.to_owned(),
        ordinal,
    }
}

/// A session in a busy calendar with a key.
const KEYED: &str = "busy_4353692cf46e4c6c4dad.c618f41c2a05fe136784@longrun";

/// The UIDs of the version before UIDs were typed; and the ones with a key.
#[test]
fn published_uids_stay_byte_for_byte() {
    let season = SeasonId::Full("ada-oslo-2027".to_owned());
    let long = EventUid::session(&season, &role("Half 12", 3, "Long run", 2), None);
    assert_eq!(long.to_string(), "ada-oslo-2027.half-12.w3.long-run.2@longrun");
    assert_eq!(
        long.again(2).to_string(),
        "ada-oslo-2027.half-12.w3.long-run.2.again2@longrun"
    );
    let note = EventUid::week_note(&season, "half-12", 3);
    assert_eq!(note.to_string(), "ada-oslo-2027.half-12.w3.week_note@longrun");
    let busy = EventUid::read("busy_00000000000000ff.0123456789abcdef.again3@longrun");
    assert_eq!(
        busy,
        EventUid::Busy {
            season: BusyHash::Open(255),
            session: BusyHash::Open(0x0123_4567_89ab_cdef),
            repeat: 3
        }
    );
    let key = BusyKey::new(&[7; 32], "busy calendars");
    let season = SeasonId::Busy(BusyHash::of("ada-oslo-2027", Some(&key)));
    let long = EventUid::session(&season, &role("Half 12", 3, "Long run", 2), Some(&key));
    assert_eq!(long.to_string(), KEYED);
    assert_eq!(EventUid::read(KEYED), long);
    assert_eq!(long.again(2).to_string(), KEYED.replace('@', ".again2@"));
    let again = SeasonId::Full("s".to_owned());
    let named_again = EventUid::session(&again, &role("b", 0, "again2", 1), None);
    assert_eq!(named_again.to_string(), "s.b.w0.again2.1@longrun");
    assert_eq!(EventUid::read("s.b.w0.again2.1@longrun"), named_again);
}

#[test]
fn a_uid_in_no_form_of_ours_is_no_session() {
    for text in [
        "",
        "@longrun",
        "s.b.w3.long.1",
        "s.b.w03.long.1@longrun",
        "s.b.w3.long.01@longrun",
        "s.b.w3.long.1.again1@longrun",
        "s.b.w3.long.1.again02@longrun",
        "s.b.3.long.1@longrun",
        "s.b.w3.long@longrun",
        "s.b.w3.long.1.2@longrun",
        "s.b.w4294967296.long.1@longrun",
        "busy_00000000000000FF.0123456789abcdef@longrun",
        "busy_ff.0123456789abcdef@longrun",
        "busy_0123456789abcdef0123.0123456789ABCDEF0123@longrun",
        "busy_0123456789abcdef0.0123456789abcdef0@longrun",
        "s.b.w3.week_note@longrun",
    ] {
        assert!(text.parse::<SessionId>().is_err(), "{text}");
        assert_eq!(EventUid::read(text).to_string(), text);
    }
}

#[test]
fn a_uid_that_is_too_long_is_shortened_and_so_are_its_repeats() {
    let season = SeasonId::Full("s".repeat(190));
    let whole = EventUid::session(&season, &role("half-12", 3, "long", 1), None);
    let text = whole.to_string();
    assert_eq!(text.len(), 191);
    let read = EventUid::read(&text);
    assert_eq!(read, EventUid::Shortened(text.clone()));
    assert_eq!(read.again(2).to_string(), whole.again(2).to_string());
    assert_ne!(read.again(2).to_string(), text);
}

/// Texts that are nearly UIDs, and some that are.
fn nearly() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "s",
        "ada-oslo-2027",
        "busy_00000000000000ff",
        "busy_0123456789abcdef0123",
        "0123456789abcdef0123",
        "0123456789abcdef",
        "w3",
        "w03",
        "w",
        "long",
        "1",
        "01",
        "again2",
        "again1",
        "again",
        "week_note",
        "",
        "é",
        " ",
    ]);
    let end = prop::sample::select(vec!["@longrun", "", "@else", ".@longrun"]);
    (prop::collection::vec(part, 0..8), end).prop_map(|(parts, end)| parts.join(".") + end)
}

proptest! {
    #[test]
    fn what_is_read_prints_as_the_same_text(text in prop_oneof![nearly(), "[a-z0-9.@_-]{0,60}", any::<String>()]) {
        if text.len() <= 191 {
            prop_assert_eq!(EventUid::read(&text).to_string(), text);
        }
    }

    #[test]
    fn what_is_printed_reads_as_the_same_identity(
        season in "[a-z0-9-]{0,40}", block in any::<String>(), week in any::<u32>(),
        session in any::<String>(), ordinal in any::<u32>(), repeat in 1..100_u32, is_busy in any::<bool>(), is_keyed in any::<bool>(),
    ) {
        let key = is_keyed.then(|| BusyKey::new(&[7; 32], "busy calendars"));
        let season = match is_busy {
            true => SeasonId::Busy(BusyHash::of(&season, key.as_ref())),
            false => SeasonId::Full(season),
        };
        let role = role(&block, week, &session, ordinal);
        for uid in [EventUid::session(&season, &role, key.as_ref()), EventUid::week_note(&season, &block, week)] {
            let first = uid.to_string();
            prop_assert!(first.len() <= 191);
            let uid = uid.again(repeat);
            let text = uid.to_string();
            prop_assert!(text.len() <= 191);
            match EventUid::read(&text) {
                EventUid::Shortened(short) => prop_assert_eq!(&short, &text),
                read => {
                    prop_assert_eq!(&read, &uid);
                    prop_assert_eq!(read.season(), season.clone());
                }
            }
            // A repeat follows from the first text, without the parts.
            prop_assert_eq!(EventUid::read(&first).again(repeat).to_string(), text);
            prop_assert!(season.holds(&first) || first.len() == 191);
        }
    }

    #[test]
    fn a_session_id_is_parsed_from_its_own_text(
        season in "[a-z0-9-]{1,30}", block in "[a-z0-9-]{1,30}", week in any::<u32>(),
        session in "[a-z0-9-]{1,30}", ordinal in any::<u32>(), repeat in 1..100_u32,
    ) {
        let id = SessionId { season, block, week, session, ordinal, repeat };
        prop_assert_eq!(id.to_string().parse::<SessionId>(), Ok(id));
    }
}
