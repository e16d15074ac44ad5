//! What a server must not forget: its feeds, and what it published of each. In SQLite, or in PostgreSQL where several servers share it.
