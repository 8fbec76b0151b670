//! `--date-ancienne`: a day that is probably a slip of the finger is recorded only when somebody says that it is meant.

use crate::error::ContractRefusal;
use crate::models::contract::RecordedDay;
use crate::models::date_time::Day;
use crate::models::permission::Permission;
use crate::shell::commands::prelude::*;
use crate::shell::context::questions::confirm;
use crate::shell::messages::contracts as messages;

/// `--date-ancienne`.
pub const OLD_DATE: Switch = Switch::new(
    "date-ancienne",
    "Accepte un jour d'avant le contrat ou d'une autre année que celle-ci et la précédente.",
);

/// Records what happened on a day. In a conversation an old one is asked about; whoever says yes is authorised again,
/// because they may have thought about it for long.
///
/// # Errors
/// [`ContractRefusal::OldDate`] where nobody can be asked; [`Error::Declined`], [`Error::Interrupted`]; those of
/// `record`.
pub fn record_on<P: Permission, Recorded>(
    context: &mut Context,
    authorized: Authorized<P>,
    arguments: &Arguments,
    day: Option<Day>,
    record: impl Fn(&Context, Authorized<P>, RecordedDay) -> Result<Recorded>,
) -> Result<Recorded> {
    let accepts_old = arguments.has(&OLD_DATE);
    let recorded = record(context, authorized, RecordedDay { day, accepts_old });
    let Err(Error::Contract(ContractRefusal::OldDate {
        contract_number,
        date,
        floor,
    })) = &recorded
    else {
        return recorded;
    };
    if !context.questions.is_conversation() {
        return recorded;
    }
    let question = messages::old_date_question(contract_number, *date, *floor);
    confirm(&mut *context.questions, &question)?;
    let authorized = context.authorize::<P>()?;
    record(context, authorized, RecordedDay { day, accepts_old: true })
}
