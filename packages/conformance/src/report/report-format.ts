import type { Requirement } from "../requirements/requirement.js";
import type { Report } from "../run/outcome.js";
import { type KitVersion, renderJson } from "./json.js";
import { renderJunit } from "./junit.js";
import { renderMarkdown } from "./markdown.js";
import { renderText } from "./text.js";

/** The forms of a report, by the name that `--report` takes. */
export const reportFormats = ["text", "json", "junit", "markdown"] as const;

export type ReportFormat = (typeof reportFormats)[number];

/** What reports need beside the run itself. */
export interface RenderOptions {
  readonly requirements: readonly Requirement[];
  readonly kit: KitVersion;
  readonly isColored: boolean;
}

/** The report in any of its forms, with the line feed at its end. */
export function renderReport(report: Report, format: ReportFormat, options: RenderOptions): string {
  switch (format) {
    case "text":
      return renderText(report, options);
    case "json":
      return renderJson(report, options);
    case "junit":
      return renderJunit(report, options);
    case "markdown":
      return renderMarkdown(report, options);
  }
}
