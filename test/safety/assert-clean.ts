import assert from 'node:assert/strict';
import { formsOf, planted, users } from './plant.ts';

/** Fails with the place and the line where a planted secret stands. */
export const assertClean = (what: string, text: string): void => {
  const secrets = [...Object.entries(planted), ...users.map((user) => ['user name', user] as const)];
  for (const [name, secret] of secrets) {
    for (const form of formsOf(secret)) {
      const at = text.indexOf(form);
      assert.equal(
        at,
        -1,
        `${what} shows ${name} as ${form}: ...${text.slice(Math.max(0, at - 150), at + form.length + 20)}`,
      );
    }
  }
};
