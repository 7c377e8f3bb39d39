package io.drift4j.export;

import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

/**
 * Whoever ignores what a method returns has called it in vain: every method of the package, but for
 * those that say otherwise. Error Prone and others go by the name, so that no library is needed.
 */
@Target(ElementType.PACKAGE)
@interface CheckReturnValue {}
