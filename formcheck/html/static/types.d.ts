/* What the pages' scripts find beside them: uPlot, and the data that Python put into the page. */

type Side = "left" | "right";
/** uPlot is a global of these scripts: its own types say so. */
type Plot = import("uplot");

/** The values of a chart by repetition or by date, one list for each line. */
interface ChartLines {
  lines: Record<string, (number | null)[]>;
  /** What follows a number, such as "°". */
  unit: string;
}

/** formcheck/html/chart_data.py: a measure by repetition, with its target band. */
interface RepChart extends ChartLines {
  x: number[];
  low: number | null;
  high: number | null;
}

/** A joint's angle over time; a target holds from one time to another, null meaning the border of the chart. */
interface JointCurves {
  lines: Record<Side, (number | null)[]>;
  errors: Record<Side, number>;
  targets: { from: number | null; to: number | null; low: number | null; high: number | null }[];
}

interface TimedRep {
  number: number;
  side: Side;
  start: number;
  topStart: number;
  topEnd: number;
  end: number;
}

/** formcheck/html/report_page.py */
interface ReportData {
  videoStarts: number;
  reps: TimedRep[];
  attempts: { side: Side; start: number; end: number }[];
  curves: { times: number[]; working: Side[]; hip: JointCurves; knee: JointCurves } | null;
  overTheSet: Record<string, RepChart>;
}

/** formcheck/html/compare_page.py: by measure. */
type CompareData = Record<string, RepChart>;

/** formcheck/html/progress_page.py: by exercise. */
type ProgressData = Record<
  string,
  { times: number[]; charts: Record<string, ChartLines & { full: number | null }> }
>;
