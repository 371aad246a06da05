import pg from "pg";
import { CheckViolation, StoreFailure, UniqueViolation } from "#contracts/store";
import { plainTable, tableNames } from "../plain-rows.ts";

/** PostgreSQL asks for the transaction to be run again: a serialisation failure or a deadlock. */
export class RunAgain extends Error {
  constructor(cause: unknown) {
    super("the transaction must run again", { cause });
    this.name = "RunAgain";
  }
}

const uniqueKeys = (): Map<string, string> => {
  const keys = new Map<string, string>([["business_slug_key", "business(slug)"]]);
  for (const name of tableNames) {
    const { shape, unique } = plainTable(name);
    keys.set(`${name}_pkey`, `${name}(${shape.primary.join(", ")})`);
    for (const columns of unique) keys.set(`${name}_${columns.join("_")}_key`, `${name}(${columns.join(", ")})`);
  }
  return keys;
};

const keysByConstraint = uniqueKeys();

const checkName = ({ table = "", constraint = "" }: pg.DatabaseError): string => {
  const isOurs = constraint.startsWith(`${table}_`) && constraint.endsWith("_check");
  return isOurs ? `${table}.${constraint.slice(table.length + 1, -"_check".length)}` : constraint;
};

/** SQLSTATEs that ask for a new attempt of the whole transaction. */
const again = new Set(["40001", "40P01"]);
/**
 * SQLSTATEs of a server that could not: lost or refused connections (08, 57P), no room (53), and its own time limits
 * for statements, locks and idle transactions.
 */
const outOfReach = /^(08|53|57P|57014$|55P03$|25P03$|25P04$)/;
/** Those after which the connection itself is of no use. */
const connectionLost = /^(08|57P|25P03$|25P04$)/;

/** Whether an error means that the connection is of no use any more. */
export const isConnectionLost = (error: unknown): boolean => {
  if (error instanceof RangeError) return false; // a number we refuse to read
  return !(error instanceof pg.DatabaseError) || connectionLost.test(error.code ?? "");
};

/** An error of the client as the port names it; `unknown` says that COMMIT had been sent. */
export const failureOf = (error: unknown, unknown: boolean): unknown => {
  if (error instanceof RangeError) return error;
  if (!(error instanceof pg.DatabaseError)) {
    const reason = error instanceof Error ? error.message : String(error);
    return withCause(new StoreFailure(`the database is out of reach: ${reason}`, unknown), error);
  }
  const code = error.code ?? "";
  if (again.has(code)) return new RunAgain(error);
  if (code === "23505") {
    const constraint = error.constraint ?? "";
    return withCause(new UniqueViolation(keysByConstraint.get(constraint) ?? constraint), error);
  }
  if (code === "23514") return withCause(new CheckViolation(checkName(error)), error);
  if (!outOfReach.test(code)) return error;
  return withCause(
    new StoreFailure(`the database could not: ${error.message}`, unknown && isConnectionLost(error)),
    error,
  );
};

const withCause = <Failure extends Error>(failure: Failure, cause: unknown): Failure => {
  failure.cause = cause;
  return failure;
};
