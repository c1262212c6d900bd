import type { Text } from '../../text.ts';

/** Something that helps. What changes AWS is shown first, asked once, and followed by another report. */
export type Mend =
  /** Switches exec on for a service, and replaces its tasks. */
  | { readonly kind: 'enable-exec'; readonly clusterArn: string; readonly serviceArn: string }
  | { readonly kind: 'force-new-deployment'; readonly clusterArn: string; readonly serviceArn: string }
  /** Adds an inline policy to a role: exactly what is missing. */
  | {
      readonly kind: 'attach-policy';
      readonly roleArn: string;
      readonly policyName: string;
      /** JSON, indented with two spaces. */
      readonly policy: string;
    }
  /** Replaces a role's trust policy. */
  | { readonly kind: 'correct-trust'; readonly roleArn: string; readonly before: string; readonly after: string }
  /** Text to be used elsewhere, such as by somebody who may: each in one form. Nothing is done with it. */
  | { readonly kind: 'text'; readonly title: Text; readonly texts: readonly ReadyText[] }
  /** Opens a page of the AWS console. */
  | { readonly kind: 'console'; readonly what: 'role' | 'log-group' | 'key' | 'bucket' | 'task'; readonly name: string }
  /** Opens the live task definition at the finding of a rule. */
  | { readonly kind: 'task-definition'; readonly definition: string; readonly rule: string }
  | { readonly kind: 'other-container'; readonly container: string }
  | { readonly kind: 'end-session'; readonly sessionId: string }
  | { readonly kind: 'show-logs' }
  /** It will change by itself: the report looks again. */
  | { readonly kind: 'wait' };

/** A text in a form that something takes. */
export interface ReadyText {
  readonly form: 'cli' | 'cloudformation' | 'terraform' | 'json' | 'plain';
  readonly text: string;
}
