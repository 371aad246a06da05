import { z } from "zod";

/** JSON Pointer (RFC 6901) of a path. */
export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/**
 * The fields of a value its schema does not know, by JSON Pointer. A field that would be dropped silently is a mistake
 * of the caller's, or an attempt to set what is not hers to set.
 */
export function unknownFields(schema: unknown, value: unknown, path: readonly PropertyKey[] = []): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodReadonly)
    return unknownFields(schema.unwrap(), value, path);
  if (schema instanceof z.ZodDefault) return unknownFields(schema.unwrap(), value, path);
  if (schema instanceof z.ZodUnion) return unknownInUnion(schema.options, value, path);
  if (schema instanceof z.ZodArray && Array.isArray(value))
    return value.flatMap((item: unknown, n) => unknownFields(schema.element, item, [...path, n]));
  if (schema instanceof z.ZodObject) {
    const shape: Readonly<Record<string, unknown>> = schema.shape;
    return Object.entries(value).flatMap(([key, inner]) =>
      Object.hasOwn(shape, key) ? unknownFields(shape[key], inner, [...path, key]) : [pointerOf([...path, key])],
    );
  }
  return [];
}

/** The form with the fewest strangers among those the value fits. */
function unknownInUnion(options: readonly unknown[], value: object, path: readonly PropertyKey[]): readonly string[] {
  const fitting = options.filter((one) => one instanceof z.ZodType && one.safeParse(value).success);
  const strangers = fitting.map((one) => unknownFields(one, value, path)).toSorted((a, b) => a.length - b.length);
  return strangers[0] ?? [];
}
