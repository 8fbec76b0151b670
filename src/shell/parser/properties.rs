//! parser/properties
