//! What must hold before a command may run, as a type.

use super::Context;
use crate::database::authorized::Authorized;
use crate::error::Result;
use crate::models::permission::Permission;
use crate::shell::grammar::declaration::Need;

/// A condition checked before a command's first question.
pub trait Requirement {
    /// What the command receives as proof.
    type Witness: 'static;
    /// The condition as data.
    const NEED: Need;

    /// Checks it now.
    fn check(context: &mut Context) -> Result<Self::Witness>;
}

/// Anyone may.
#[derive(Debug)]
pub enum Anyone {}

impl Requirement for Anyone {
    type Witness = ();
    const NEED: Need = Need::Nothing;

    fn check(_context: &mut Context) -> Result<()> {
        Ok(())
    }
}

/// Anyone may with `--verifier`, whoever is signed in without it: the command knows its arguments, and asks.
#[derive(Debug)]
pub enum AnyoneToCheck {}

impl Requirement for AnyoneToCheck {
    type Witness = ();
    const NEED: Need = Need::SessionUnless("verifier");

    fn check(_context: &mut Context) -> Result<()> {
        Ok(())
    }
}

impl<P: Permission> Requirement for P {
    type Witness = Authorized<P>;
    const NEED: Need = match P::NAME {
        Some(permission) => Need::Permission(permission),
        None => Need::Session,
    };

    fn check(context: &mut Context) -> Result<Authorized<P>> {
        context.authorize::<P>()
    }
}
