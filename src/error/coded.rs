//! How an enumeration of what went wrong is declared: each variant beside its stable code.

/// Declares it. A variant has the code of its own name, unless it names another; below `by content` stand those whose
/// code depends on what they hold, each with the pattern of its content. What alone one of these holds becomes it.
macro_rules! coded {
    (
        $(#[$attribute:meta])*
        $name:ident {
            $(
                $(#[$documentation:meta])*
                $variant:ident $({ $($field:ident: $type:ty),+ $(,)? })? $(($content:ty))? $(= $code:ident)?,
            )+
        }
        $(by content {
            $(
                $(#[$documentation_by_content:meta])*
                $holder:ident $({ $($held:ident: $held_type:ty),+ $(,)? })? $(($held_content:ty))?
                    as $pattern:tt => $code_of_content:expr,
            )+
        })?
    ) => {
        $(#[$attribute])*
        pub enum $name {
            $(
                $(#[$documentation])*
                $variant $({ $($field: $type,)+ })? $(($content))?,
            )+
            $($(
                $(#[$documentation_by_content])*
                $holder $({ $($held: $held_type,)+ })? $(($held_content))?,
            )+)?
        }

        impl $name {
            /// The stable code.
            pub fn code(&self) -> Code {
                match self {
                    $(Self::$variant { .. } => coded!(@named $variant $($code)?),)+
                    $($(Self::$holder $pattern => $code_of_content,)+)?
                }
            }
        }

        $($($(impl From<$held_content> for $name {
            fn from(content: $held_content) -> Self {
                Self::$holder(content)
            }
        })?)+)?
    };
    (@named $variant:ident) => { Code::$variant };
    (@named $variant:ident $code:ident) => { Code::$code };
}

pub(super) use coded;
