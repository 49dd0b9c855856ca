//! What was found, as people and machines read it: one file per format.
