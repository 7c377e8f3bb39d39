package io.drift4j;

import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

/** What is called for what it does: what it returns may be ignored. */
@Target({ElementType.TYPE, ElementType.METHOD})
@interface CanIgnoreReturnValue {}
