/** Whether two JSON values are equal; the order of keys does not matter. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) || Array.isArray(other)) {
    return sameArray(one, other);
  }
  if (isObject(one) && isObject(other)) {
    return sameObject(one, other);
  }
  return one === other;
}

function sameArray(one: unknown, other: unknown): boolean {
  return (
    Array.isArray(one) &&
    Array.isArray(other) &&
    one.length === other.length &&
    one.every((element, index) => sameJson(element, other[index]))
  );
}

function sameObject(one: object, other: object): boolean {
  const entries = Object.entries(one);
  // By descriptor: `__proto__` is a key like any other here.
  return (
    entries.length === Object.keys(other).length &&
    entries.every(([key, value]) => {
      const property = Object.getOwnPropertyDescriptor(other, key);
      return property !== undefined && sameJson(value, property.value);
    })
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
