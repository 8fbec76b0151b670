//! What the business allows with customers (B1–B3, B14, B17).

use jiff::tz::TimeZone;

use crate::database::authorized::Authorized;
use crate::database::executor::{Queries, Transaction};
use crate::database::write::Written;
use crate::error::{Error, Holder, Result};
use crate::models::audit_entry::{AuditRecord, FieldChange};
use crate::models::card::CustomerCard;
use crate::models::colleague::Colleague;
use crate::models::customer::{Customer, CustomerChanges, CustomerFilter, CustomerSort, NewCustomer};
use crate::models::identifier::{CustomerId, CustomerReference, UserReference};
use crate::models::listed::Listed;
use crate::models::page::Page;
use crate::models::permission::{
    CustomerCreate, CustomerDelete, CustomerRead, CustomerTransfer, CustomerUpdate, NarrowsToCustomer,
};
use crate::models::role::RoleName;
use crate::repositories::{contracts, customers};
use crate::security::ownership;
use crate::services::editing::{RecordField, Update, recorded, refuse_stale};
use crate::services::users;

/// The customers a filter lets through, one page of them, in order.
pub fn list(
    authorized: &Authorized<CustomerRead>,
    filter: &CustomerFilter,
    page: &Page<CustomerSort, Customer>,
) -> Result<Vec<Listed<Customer>>> {
    authorized.read(|reader| customers::list(reader, filter, page))
}

/// What can be said before a customer is changed: that it may be, and what it is now.
///
/// # Errors
/// Those of [`update`] that do not depend on the changes, before the first question of a form.
pub fn check_update(authorized: &Authorized<CustomerUpdate>, reference: &CustomerReference) -> Result<Customer> {
    let customer = authorized.read(|reader| find(reader, reference))?;
    ownership::of_customer(authorized, &customer)?;
    Ok(customer)
}

/// The customer a list is narrowed to.
///
/// # Errors
/// [`Error::CustomerNotFound`].
pub fn filtered_by<P: NarrowsToCustomer>(
    authorized: &Authorized<P>,
    reference: &CustomerReference,
) -> Result<CustomerId> {
    authorized.read(|reader| Ok(find(reader, reference)?.id))
}

/// A customer with its contracts and events.
///
/// # Errors
/// [`Error::CustomerNotFound`].
pub fn show_card(authorized: &Authorized<CustomerRead>, reference: &CustomerReference) -> Result<CustomerCard> {
    authorized.read(|reader| {
        let id = match reference {
            CustomerReference::Id(id) => *id,
            CustomerReference::Email(_) => find(reader, reference)?.id,
        };
        customers::find_card(reader, id)?.ok_or_else(|| not_found(reference))
    })
}

/// Adds a customer that belongs to whoever adds it (B1).
///
/// # Errors
/// [`Error::DuplicateEmail`] naming the customer that has it; [`Error::ProbableDuplicate`] naming those with the same
/// company or telephone number, unless that is accepted (D7); [`Error::SessionClosed`] for whoever was disabled or
/// given another role since the command started (B14).
pub fn create(authorized: Authorized<CustomerCreate>, customer: &NewCustomer) -> Result<CustomerId> {
    authorized.write(|transaction, authorized| {
        let added = customers::insert(transaction, customer, authorized.actor(), authorized.now());
        let id = match added {
            Ok(Some(id)) => id,
            // One statement checked everything; what it found in the way is asked for one by one.
            Ok(None) => {
                refuse_obstacles(transaction, authorized, customer)?;
                // What was in the way may have gone: then it is worth another attempt.
                return Err(Error::Busy);
            }
            Err(error @ Error::DuplicateEmail { .. }) => {
                refuse_known_email(transaction, customer.person.email.as_str(), None)?;
                return Err(error);
            }
            Err(error) => return Err(error),
        };
        if !customer.accepts_duplicate && customers::lock_resembling(transaction, id, customer)? {
            refuse_resemblance(transaction, customer, Some(id))?;
        }
        let changes = vec![
            FieldChange::created("sales_user_id", authorized.actor().id.to_string()),
            FieldChange::created("first_name", customer.person.first_name.as_str()),
            FieldChange::created("last_name", customer.person.last_name.as_str()),
            FieldChange::created("email", customer.person.email.as_str()),
            FieldChange::created("phone_number", customer.person.phone_number.as_str()),
            FieldChange::created("company_name", customer.company_name.as_str()),
        ];
        Ok(Written::Changed(id, AuditRecord::done(id, changes)))
    })
}

/// Refuses a customer for what kept it from being added.
fn refuse_obstacles(
    transaction: &mut Transaction<'_>,
    authorized: &Authorized<CustomerCreate>,
    customer: &NewCustomer,
) -> Result<()> {
    users::hold_actor(transaction, authorized)?;
    refuse_known_email(transaction, customer.person.email.as_str(), None)?;
    if customer.accepts_duplicate {
        return Ok(());
    }
    refuse_resemblance(transaction, customer, None)
}

fn refuse_resemblance(queries: &mut impl Queries, customer: &NewCustomer, except: Option<CustomerId>) -> Result<()> {
    let phone_number = customer.person.phone_number.as_str();
    match customers::find_resembling(queries, customer.company_name.as_str(), phone_number, except)? {
        holders if holders.is_empty() => Ok(()),
        holders => Err(Error::ProbableDuplicate { holders }),
    }
}

/// Changes fields of one's own customer (B2, B3). `read` is the customer as the person saw it, when they saw one: a
/// field they change must still be as they saw it, other people's changes of other fields stay (B17).
///
/// # Errors
/// [`Error::CustomerNotFound`], [`Error::NotOwner`], [`Error::DuplicateEmail`], [`Error::Conflict`].
pub fn update(
    authorized: Authorized<CustomerUpdate>,
    reference: &CustomerReference,
    changes: &CustomerChanges,
    read: Option<&Customer>,
    time_zone: &TimeZone,
) -> Result<Update<Customer>> {
    authorized.write(|transaction, authorized| {
        let current = lock(transaction, reference)?;
        ownership::of_customer(authorized, &current)?;
        let as_wanted = |record: &Customer| with_changes(record, changes);
        let update = Update::of(&FIELDS, &current, read, as_wanted, time_zone)?;
        if update.is_empty() {
            return Ok(Written::Unchanged(update));
        }
        let wanted = &update.record;
        if wanted.email != current.email {
            refuse_known_email(transaction, &wanted.email, Some(current.id))?;
        }
        refuse_stale(customers::update(transaction, wanted, authorized.now())?)?;
        Ok(update.written(current.id, None))
    })
}

/// Removes one's own customer, if it has no contract (B2).
///
/// # Errors
/// [`Error::CustomerNotFound`], [`Error::NotOwner`], [`Error::CustomerHasContracts`].
pub fn delete(authorized: Authorized<CustomerDelete>, reference: &CustomerReference) -> Result<Customer> {
    authorized.write(|transaction, authorized| {
        let current = lock(transaction, reference)?;
        ownership::of_customer(authorized, &current)?;
        refuse_contracts(transaction, current.id)?;
        refuse_stale(customers::delete(transaction, &current)?)?;
        let owner = FieldChange::deleted("sales_user_id", current.salesperson.id.to_string());
        let changes = std::iter::once(owner).chain(recorded(&FIELDS, &current, FieldChange::deleted));
        let record = AuditRecord::done(current.id, changes.collect());
        Ok(Written::Changed(current, record))
    })
}

/// What can be said before a customer is removed: that it may be, and which one it is.
///
/// # Errors
/// The same as [`delete`], before anybody is asked to confirm.
pub fn check_deletion(authorized: &Authorized<CustomerDelete>, reference: &CustomerReference) -> Result<Customer> {
    authorized.read(|reader| {
        let customer = find(reader, reference)?;
        ownership::of_customer(authorized, &customer)?;
        refuse_contracts(reader, customer.id)?;
        Ok(customer)
    })
}

/// What a transfer did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// The customer, as it was.
    pub customer: Customer,
    /// Who looks after it now.
    pub new_salesperson: Colleague,
    /// Whether that is a change.
    pub has_changed: bool,
}

/// Gives a customer to another salesperson (D13, B14).
///
/// # Errors
/// [`Error::CustomerNotFound`], [`Error::UserNotFound`], [`Error::UnsuitableRole`] when the colleague is no active
/// salesperson.
pub fn transfer(
    authorized: Authorized<CustomerTransfer>,
    reference: &CustomerReference,
    to: &UserReference,
    reason: Option<&str>,
) -> Result<Transfer> {
    authorized.write(|transaction, authorized| {
        // Accounts before customers: one order of locks for everybody.
        let new_salesperson = users::hold_active(transaction, to, RoleName::SALES)?;
        let customer = lock(transaction, reference)?;
        ownership::of_customer(authorized, &customer)?;
        let has_changed = customer.salesperson.id != new_salesperson.id;
        let transfer = Transfer {
            customer,
            new_salesperson,
            has_changed,
        };
        if !has_changed {
            return Ok(Written::Unchanged(transfer));
        }
        let (customer, to) = (&transfer.customer, transfer.new_salesperson.id);
        refuse_stale(customers::transfer(transaction, customer, to, authorized.now())?)?;
        let changes = vec![FieldChange::changed(
            "sales_user_id",
            customer.salesperson.id.to_string(),
            to.to_string(),
        )];
        let record = AuditRecord::done(customer.id, changes).because(reason.map(str::to_owned));
        Ok(Written::Changed(transfer, record))
    })
}

fn find(queries: &mut impl Queries, reference: &CustomerReference) -> Result<Customer> {
    let found = match reference {
        CustomerReference::Id(id) => customers::find_by_id(queries, *id)?,
        CustomerReference::Email(email) => customers::find_by_email(queries, email.as_str())?,
    };
    found.ok_or_else(|| not_found(reference))
}

fn not_found(reference: &CustomerReference) -> Error {
    Error::CustomerNotFound {
        reference: reference.to_string(),
    }
}

/// The customer somebody designated, which nobody else changes until the transaction ends.
fn lock(transaction: &mut Transaction<'_>, reference: &CustomerReference) -> Result<Customer> {
    let id = number_of(transaction, reference)?;
    customers::lock(transaction, id)?.ok_or_else(|| not_found(reference))
}

/// The customer somebody designated, to whom others may add too, and whom nobody changes until the transaction ends.
pub(super) fn hold(transaction: &mut Transaction<'_>, reference: &CustomerReference) -> Result<Customer> {
    let id = number_of(transaction, reference)?;
    customers::hold(transaction, id)?.ok_or_else(|| not_found(reference))
}

fn number_of(queries: &mut impl Queries, reference: &CustomerReference) -> Result<CustomerId> {
    match reference {
        CustomerReference::Id(id) => Ok(*id),
        CustomerReference::Email(_) => Ok(find(queries, reference)?.id),
    }
}

fn refuse_known_email(queries: &mut impl Queries, email: &str, except: Option<CustomerId>) -> Result<()> {
    match customers::find_by_email(queries, email)? {
        Some(customer) if Some(customer.id) != except => Err(Error::DuplicateEmail {
            email: email.to_owned(),
            holder: Some(Holder {
                id: customer.id.get(),
                name: customer.full_name(),
            }),
        }),
        _ => Ok(()),
    }
}

fn refuse_contracts(queries: &mut impl Queries, id: CustomerId) -> Result<()> {
    match contracts::count_of_customer(queries, id)? {
        0 => Ok(()),
        contracts => Err(Error::CustomerHasContracts {
            customer_id: id.get(),
            contracts,
        }),
    }
}

fn with_changes(customer: &Customer, changes: &CustomerChanges) -> Customer {
    let mut wanted = customer.clone();
    changes.person.apply_to([
        &mut wanted.first_name,
        &mut wanted.last_name,
        &mut wanted.email,
        &mut wanted.phone_number,
    ]);
    if let Some(company_name) = &changes.company_name {
        wanted.company_name = company_name.to_string();
    }
    wanted
}

const FIELDS: [RecordField<Customer>; 5] = [
    RecordField::new("first_name", "prenom", |customer| Some(customer.first_name.clone())),
    RecordField::new("last_name", "nom", |customer| Some(customer.last_name.clone())),
    RecordField::new("email", "email", |customer| Some(customer.email.clone())),
    RecordField::new("phone_number", "telephone", |customer| {
        Some(customer.phone_number.clone())
    }),
    RecordField::new("company_name", "entreprise", |customer| {
        Some(customer.company_name.clone())
    }),
];
