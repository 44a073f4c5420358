/* The messages between page and server (docs/serve.md), and what the parts of the page hand to each other. */

export type Shared = typeof import("../../ui/shared.json");
export type LineKind = keyof Shared["lines"];
export type Tone = keyof Shared["banners"];
export type Unit = keyof Shared["units"];
export type Action = keyof Shared["keys"];
export type ColourName = keyof Shared["colours"];
export type Limb = Shared["landmarks"]["left"];

export type Side = "left" | "right";
/** x to the right and y down, px. */
export type Point = [number, number];
/** Width and height, px. */
export type Size = [number, number];

/* -- the coach ------------------------------------------------------- */

/** Something to say, to show, or both; an empty text is neither. */
export interface Line {
  kind: LineKind;
  spoken: string;
  shown: string;
}

/** Degrees and seconds; null where not seen. */
export interface Moment {
  present: boolean;
  near_side: Side | null;
  /** The leg that is up; null at rest. */
  side: Side | null;
  knee_angle_deg: number | null;
  hip_extension_deg: number | null;
  range_deg: number | null;
  rise_deg: number | null;
  hold_s: number | null;
}

export interface Banner {
  text: string;
  tone: Tone;
}

/** How far the thigh has swung, degrees above where the lift began. */
export interface Meter {
  range_deg: number;
  target_deg: number | null;
  best_deg: number | null;
}

export interface Card {
  title: string;
  big: string;
  lines: string[];
}

/** Everything that is drawn over a picture besides the body itself. */
export interface Scene {
  moment: Moment | null;
  left: number;
  right: number;
  goal: number | null;
  set_number: number;
  sets: number;
  meter: Meter | null;
  /** How much of the target hold is done, 0..1; null unless the leg is at the top. */
  hold: number | null;
  banner: Banner | null;
  card: Card | null;
  status: string[];
}

/* -- reports --------------------------------------------------------- */

/** What was measured, and the target band that it lies outside of. */
export interface Fault {
  rule: string;
  measured: number;
  unit: Unit;
  low: number | null;
  high: number | null;
  cue: string;
}

export interface Rep {
  number: number;
  side: Side;
  hold_s: number;
  lift_s: number;
  lower_s: number;
  knee_angle_deg: number | null;
  hip_extension_deg: number | null;
  hip_range_deg: number | null;
  faults: Fault[];
}

export interface Attempt {
  side: Side;
  start_s: number;
  end_s: number;
  reason: string;
  hip_range_deg: number | null;
}

export interface Summary {
  reps: number;
  reps_left: number;
  reps_right: number;
  clean_reps: number;
  set_faults: Fault[];
  knee_angle_deg: number | null;
  hip_range_deg: number | null;
  hold_s: number | null;
}

/** The fields of docs/report.md that the page shows. */
export interface Report {
  exercise: string | null;
  view: { advice: string[] } | null;
  reps: Rep[];
  attempts: Attempt[];
  summary: Summary;
  warnings: string[];
  /** What the camera saw; null where that is not known. */
  seen: { doubts: Doubt[] } | null;
}

/** Why repetitions may be missing, and what to do about it. */
export interface Doubt {
  said: string;
  advice: string;
}

/** A set that is over, and the addresses of its report. */
export interface FinishedSet {
  report: Report;
  html: string;
  json: string;
}

export interface Exercise {
  name: string;
  title: string;
  lines: string[];
}

/* -- messages of the WebSocket ---------------------------------------- */

/** The workout that the page asks for; without a number of repetitions a set has no end. */
export interface Plan {
  exercise: string;
  reps: number | null;
  sets: number;
  rest_s: number;
  model: "lite" | "full" | "heavy";
}

export type ToServer =
  | ({ type: "start" } & Plan)
  | { type: "resume"; session: string }
  | { type: "pause"; on: boolean }
  | { type: "restart" }
  | { type: "finish" };

export interface StartedMessage {
  type: "started";
  session: string;
  resumed: boolean;
  in_flight: number;
  max_frame_bytes: number;
}

/** What was found in the picture of time `time_s`; it acknowledges every picture up to that one. */
export interface SeenMessage {
  type: "seen";
  time_s: number;
  size: Size;
  xy: (Point | null)[] | null;
  scene: Scene;
  lines: Line[];
}

export interface SetMessage extends FinishedSet {
  type: "set";
  number: number;
  lines: Line[];
}

export interface ErrorMessage {
  type: "error";
  code: string;
  message: string;
  time_s: number | null;
}

export type FromServer = StartedMessage | SeenMessage | SetMessage | { type: "over" } | ErrorMessage;

/* -- messages about an uploaded video ---------------------------------- */

export type UploadMessage =
  | { type: "progress"; done_s: number; of_s: number | null }
  | ({ type: "report" } & FinishedSet)
  | { type: "error"; code: string; message: string };

/** How far an upload is; `share` is 0..1, null where it is not known. */
export interface UploadProgress {
  stage: "sending" | "analysing";
  share: number | null;
  done_s: number;
}

/* -- between the parts of the page ------------------------------------- */

/** A picture of the camera with what was found in it. */
export interface SeenFrame {
  picture: ImageBitmap;
  size: Size;
  xy: (Point | null)[] | null;
  scene: Scene;
}

/** What came of a workout: `missing` is the session, where its end was not heard. */
export interface Outcome {
  sets: FinishedSet[];
  problem: string;
  missing: string | null;
}

declare global {
  interface Window {
    /** For benchmarks and tests: ms from sending a frame to drawing its overlay. */
    formcheck: { readonly timings: number[] };
  }
}
