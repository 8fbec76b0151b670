//! The vocabulary of permissions: names in code, grants in the database.
//!
//! Each permission is a type, so that a witness of one cannot stand for another. Which role holds which permission, and
//! with which scope, is data: `role_permissions`.

use std::fmt;

use super::stored_words::stored_words;

stored_words! {
    /// How far a grant reaches.
    Scope {
        /// Every object.
        Any = "any",
        /// Only objects that belong to the person; `security::ownership` says what that means for each.
        Own = "own",
    }
}

/// A right that a witness can prove.
pub trait Permission: 'static {
    /// Its name; nothing for the one right that every signed-in person has over themselves.
    const NAME: Option<PermissionName>;
}

/// A right that can open a write transaction.
pub trait WritePermission: Permission {}

/// A right to a list that can be narrowed to a colleague, whom everybody may see beside a record.
pub trait NarrowsToAccount: Permission {}

/// A right to a list that can be narrowed to a customer, whose name its rows show.
pub trait NarrowsToCustomer: Permission {}

/// A right every use of which asks `security::ownership` about the object it is used on.
pub trait AboutOwnedObjects: Permission {}

/// What every signed-in person may do: see who they are, change their password, leave.
#[derive(Debug)]
pub enum OwnAccount {}

impl Permission for OwnAccount {
    const NAME: Option<PermissionName> = None;
}

impl WritePermission for OwnAccount {}

/// Declares the permissions once: the type, the stored name, whether it opens writes, whether it is about objects that
/// belong to somebody, and what its list can be narrowed to.
macro_rules! permissions {
    ($($(#[$documentation:meta])* $name:ident = $stored:literal $(, $marker:ident)*;)*) => {
        stored_words! {
            /// The name of a permission.
            PermissionName {
                $($(#[$documentation])* $name = $stored,)*
            }
        }

        impl PermissionName {
            /// Whether its witness can open a write transaction.
            pub fn opens_writes(self) -> bool {
                self.markers().contains(&stringify!(WritePermission))
            }

            fn is_about_owned_objects(self) -> bool {
                self.markers().contains(&stringify!(AboutOwnedObjects))
            }

            /// What else its declaration says of it.
            const fn markers(self) -> &'static [&'static str] {
                match self {
                    $(Self::$name => &[$(stringify!($marker)),*],)*
                }
            }
        }

        $(
            $(#[$documentation])*
            #[derive(Debug)]
            pub enum $name {}

            impl Permission for $name {
                const NAME: Option<PermissionName> = Some(PermissionName::$name);
            }

            $(impl $marker for $name {})*
        )*
    };
}

permissions! {
    /// Create an account.
    UserCreate = "user:create", WritePermission;
    /// Read accounts.
    UserRead = "user:read";
    /// Change, lock or unlock an account.
    UserUpdate = "user:update", WritePermission;
    /// Delete an account that nothing refers to.
    UserDelete = "user:delete", WritePermission;
    /// Create a customer.
    CustomerCreate = "customer:create", WritePermission, AboutOwnedObjects;
    /// Read customers.
    CustomerRead = "customer:read", NarrowsToAccount;
    /// Change a customer.
    CustomerUpdate = "customer:update", WritePermission, AboutOwnedObjects;
    /// Delete a customer without contracts.
    CustomerDelete = "customer:delete", WritePermission, AboutOwnedObjects;
    /// Give a customer to another salesperson.
    CustomerTransfer = "customer:transfer", WritePermission, AboutOwnedObjects;
    /// Create a contract.
    ContractCreate = "contract:create", WritePermission, AboutOwnedObjects;
    /// Read contracts.
    ContractRead = "contract:read", NarrowsToAccount, NarrowsToCustomer;
    /// Change a contract.
    ContractUpdate = "contract:update", WritePermission, AboutOwnedObjects;
    /// Delete an unsigned contract.
    ContractDelete = "contract:delete", WritePermission, AboutOwnedObjects;
    /// Record a signature.
    ContractSign = "contract:sign", WritePermission, AboutOwnedObjects;
    /// Record a payment.
    ContractRecordPayment = "contract:record_payment", WritePermission, AboutOwnedObjects;
    /// Reverse a payment.
    ContractReversePayment = "contract:reverse_payment", WritePermission, AboutOwnedObjects;
    /// Create an event.
    EventCreate = "event:create", WritePermission, AboutOwnedObjects;
    /// Read events.
    EventRead = "event:read", NarrowsToCustomer;
    /// Change an event.
    EventUpdate = "event:update", WritePermission, AboutOwnedObjects;
    /// Assign a support colleague.
    EventAssignSupport = "event:assign_support", WritePermission, AboutOwnedObjects;
    /// Cancel an event.
    EventCancel = "event:cancel", WritePermission, AboutOwnedObjects;
    /// Read roles and their rights.
    RoleRead = "role:read";
    /// Read the journal, and accept what a restoration lost of it.
    AuditRead = "audit:read", WritePermission, NarrowsToAccount;
    /// Read the open sessions.
    SessionRead = "session:read";
    /// Close somebody's session.
    SessionClose = "session:close", WritePermission;
}

impl PermissionName {
    /// A grant as the database stores it; nothing when its permission or its scope is unknown, or when the program
    /// could not tell which objects are one's own, and so would let the person reach all of them.
    pub fn granted(name: &str, scope: &str) -> Option<(Self, Scope)> {
        let (permission, scope) = (Self::from_stored(name)?, Scope::from_stored(scope)?);
        (scope == Scope::Any || permission.is_about_owned_objects()).then_some((permission, scope))
    }
}

impl fmt::Display for PermissionName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
