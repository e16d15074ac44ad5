//! The folder that a server serves: its plans and seasons, each as the last version of it that could be read.
