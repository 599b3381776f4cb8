type Schema = boolean | Readonly<Record<string, unknown>>;

/** The keywords that `vectors/schema.json` uses; any other is an error, so that none is passed over. */
const annotations = ["$schema", "$defs", "title", "description"];

/** What is wrong with a value by a JSON Schema of draft 2020-12, a sentence each; nothing if all is well. */
export function schemaProblems(value: unknown, schema: Schema, root: Schema = schema, at = "$"): string[] {
  if (typeof schema === "boolean") {
    return schema ? [] : [`${at} may not be there`];
  }
  return Object.entries(schema)
    .filter(([keyword]) => !annotations.includes(keyword))
    .flatMap(([keyword, rule]) => problemsBy(keyword, rule, { value, schema, root, at }));
}

interface Place {
  readonly value: unknown;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly root: Schema;
  readonly at: string;
}

function problemsBy(keyword: string, rule: unknown, place: Place): string[] {
  const { value, root, at } = place;
  const says = (isFine: boolean, what: string): string[] => (isFine ? [] : [`${at} ${what}`]);
  const matches = (schema: unknown): boolean =>
    schemaProblems(value, schema as Schema, root, at).length === 0;
  switch (keyword) {
    case "$ref":
      return schemaProblems(value, definition(root, String(rule)), root, at);
    case "type":
      return says(
        [rule].flat().some((type) => isOfType(value, type)),
        `is not of type ${rule}`,
      );
    case "const":
      return says(JSON.stringify(value) === JSON.stringify(rule), `is not ${JSON.stringify(rule)}`);
    case "enum":
      return says((rule as unknown[]).includes(value), `is none of ${JSON.stringify(rule)}`);
    case "oneOf":
      return says((rule as unknown[]).filter(matches).length === 1, "is not of exactly one of the forms");
    case "not":
      return says(!matches(rule), "is what it must not be");
    case "pattern":
      return says(typeof value !== "string" || new RegExp(String(rule), "u").test(value), `is not ${rule}`);
    case "minLength":
      return says(typeof value !== "string" || value.length >= Number(rule), "is too short");
    case "minItems":
      return says(!Array.isArray(value) || value.length >= Number(rule), "has too few items");
    case "uniqueItems":
      return says(!Array.isArray(value) || new Set(value).size === value.length, "has an item twice");
    case "minProperties":
      return says(!isRecord(value) || Object.keys(value).length >= Number(rule), "has too few properties");
    case "minimum":
      return says(typeof value !== "number" || value >= Number(rule), `is less than ${rule}`);
    case "maximum":
      return says(typeof value !== "number" || value <= Number(rule), `is more than ${rule}`);
    case "required":
      return isRecord(value)
        ? (rule as string[]).flatMap((key) => says(Object.hasOwn(value, key), `has no ${key}`))
        : [];
    case "items":
      return Array.isArray(value)
        ? value.flatMap((item, index) => schemaProblems(item, rule as Schema, root, `${at}[${index}]`))
        : [];
    case "properties":
    case "additionalProperties":
      return isRecord(value) ? propertyProblems(keyword, value, place) : [];
    default:
      throw new Error(`expected no keyword ${keyword}`);
  }
}

function propertyProblems(keyword: string, value: Readonly<Record<string, unknown>>, place: Place): string[] {
  const { schema, root, at } = place;
  const properties = (schema["properties"] ?? {}) as Readonly<Record<string, Schema>>;
  return Object.entries(value).flatMap(([key, one]) => {
    const own = Object.hasOwn(properties, key) ? properties[key] : undefined;
    const rule =
      keyword === "properties" ? (own ?? true) : own === undefined ? schema["additionalProperties"] : true;
    return schemaProblems(one, rule as Schema, root, `${at}.${key}`);
  });
}

function definition(root: Schema, reference: string): Schema {
  const found = (root as { readonly $defs: Readonly<Record<string, Schema>> }).$defs[
    reference.replace("#/$defs/", "")
  ];
  if (found === undefined) {
    throw new Error(`expected ${reference} to exist`);
  }
  return found;
}

function isOfType(value: unknown, type: unknown): boolean {
  switch (type) {
    case "object":
      return isRecord(value);
    case "array":
      return Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    case "null":
      return value === null;
    default:
      return typeof value === type;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
