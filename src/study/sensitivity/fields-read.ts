/**
 * Runs something with a value whose fields tell when they are read.
 * @returns the paths of the fields that were read: what is not among them, nor above or below one, has no effect
 */
export function fieldsRead<Value extends object>(value: Value, use: (watched: Value) => void): Set<string> {
  const read = new Set<string>();
  use(watched(value, '', read));
  return read;
}

function watched<Value extends object>(value: Value, path: string, read: Set<string>): Value {
  const children = new Map<string, unknown>();
  return new Proxy(value, {
    get(target, key, receiver) {
      const child = Reflect.get(target, key, receiver);
      if (typeof key !== 'string' || !Object.hasOwn(target, key)) return child;
      if (children.has(key)) return children.get(key);
      const childPath = path === '' ? key : `${path}.${key}`;
      read.add(childPath);
      const seen = typeof child === 'object' && child !== null ? watched(child, childPath, read) : child;
      children.set(key, seen);
      return seen;
    },
  });
}
