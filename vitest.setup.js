// The scripts for pages, which some tests serve: made from the sources, like all that is tested.
export { bundle as setup } from "./packages/client/bundle.js";
