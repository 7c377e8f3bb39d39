package io.drift4j;

import java.util.List;

/**
 * The notices that a consumer has not dealt with yet: for whoever must be told of each change
 * <em>at least once</em>, whatever dies in between.
 *
 * <pre>{@code
 * NoticeFeed pager = repository.notices("pager");
 * for (Notice notice : pager.unread()) {
 *   send(notice.id(), notice.text());
 *   pager.acknowledge(notice); // whoever dies before this line tells it again, with the same id
 * }
 * }</pre>
 *
 * <p>A consumer is a name; each has its own place in the notices of each customer. A notice gets
 * its number under the customer's lock and becomes visible with it, so whoever has read a number
 * will never find a smaller one that was not there before.
 */
public interface NoticeFeed {

  /**
   * Returns the notices that were not acknowledged.
   *
   * @return up to 1,000, customer by customer in the order of their keys, each customer's in the
   *     order of their numbers; call again until there is none
   */
  List<Notice> unread();

  /**
   * Remembers that a notice was dealt with, and those of its customer before it that this feed
   * leaves out. To acknowledge one again changes nothing.
   *
   * @param notice the notice
   * @throws IllegalStateException if one of the same customer that this feed does not leave out
   *     comes before it and was not acknowledged
   */
  void acknowledge(Notice notice);

  /**
   * Returns the feed of the same consumer that leaves out what is not for the worse.
   *
   * @return only what is {@link Notice#isDegrading degrading}
   */
  NoticeFeed degrading();

  /**
   * Returns the feed of the same consumer that has notices of the past too.
   *
   * @return with what is {@link Notice#isHistoric historic}
   */
  NoticeFeed withHistoric();

  /**
   * Returns the feed of the same consumer that has what several definitions tell of one change once
   * for each of them.
   *
   * @return with what is {@linkplain Notice#isToldElsewhere told elsewhere}
   */
  NoticeFeed withToldElsewhere();

  /**
   * Returns the name of a consumer, checked: for whoever writes a repository.
   *
   * @param consumer the name
   * @return the same
   * @throws IllegalArgumentException if it is not 1 to 100 letters, digits, '-', '_' or '.'
   */
  static String requireName(String consumer) {
    return Names.require("consumer", consumer);
  }
}
