package io.drift4j;

/** What a {@link Notice} tells of an episode. */
public enum NoticeKind {
  /** A change was found. */
  OPENED,
  /** Many were found in one night, which are told together. */
  MANY_OPENED,
  /** It has become worse by as much as matters. */
  WORSE,
  /** It has turned into its opposite. */
  TURNED,
  /** It is over. */
  RESOLVED,
  /** It had been over, and is back. */
  REOPENED,
  /** It is what is usual by now. */
  SETTLED,
  /** It is looked at no more as it was. */
  SUPERSEDED
}
