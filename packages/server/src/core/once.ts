/** Lets the first call through only: applications call back twice, or fail after they have. */
export function once<Answer>(callback: (answer: Answer) => void): (answer: Answer) => void {
  let isCalled = false;
  return (answer) => {
    if (!isCalled) {
      isCalled = true;
      callback(answer);
    }
  };
}
