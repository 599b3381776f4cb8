/** Gets an error or null (adapters also give undefined), then the answers that have come. */
export type AnswersCallback = (error: Error | null | undefined, answers: unknown) => void;

/**
 * Asks, and promises the answers. Where some do not come in time, the error has those that did, as `responses`.
 * What `ask` throws rejects, too.
 */
// biome-ignore lint/suspicious/noExplicitAny: the answers are whatever those who were asked said
export function answersTo(ask: (done: AnswersCallback) => unknown): Promise<any> {
  return new Promise((resolve, reject) => {
    ask((error, answers) => {
      if (error) {
        reject(Object.assign(error, { responses: answers }));
      } else {
        resolve(answers);
      }
    });
  });
}
