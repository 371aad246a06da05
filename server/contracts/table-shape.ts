/**
 * Kinds of column. Instants and minor units are `bigint` (safe integers in JavaScript); `json` holds plain JSON;
 * `?` marks a column that may be null.
 */
export type ColumnKind =
  | "text"
  | "text?"
  | "uuid"
  | "uuid?"
  | "int"
  | "int?"
  | "bigint"
  | "bigint?"
  | "bool"
  | "json"
  | "json?"
  | "bytes";

/** A table as data: both engines, the migrations' check and the Citus rules read it. `business_id` leads every key. */
export type TableShape = {
  readonly columns: Readonly<Record<string, ColumnKind>>;
  readonly primary: readonly string[];
  /** Further unique keys; one with a null column does not count. */
  readonly unique?: readonly (readonly string[])[];
  /** Columns that may never fall below zero (a check constraint in PostgreSQL). */
  readonly nonNegative?: readonly string[];
  /** Rows are never changed or removed (no such grant). */
  readonly appendOnly?: boolean;
};

/** One shape per table, naming exactly its columns. */
export type ShapesOf<Tables> = {
  readonly [Name in keyof Tables]: Tables[Name] extends { readonly row: infer Row }
    ? TableShape & { readonly columns: { readonly [Column in keyof Row]: ColumnKind } }
    : never;
};
