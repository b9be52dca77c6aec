"""The store on SQL: SQLite by default, PostgreSQL by setting. The only place in the shop that knows SQL."""
