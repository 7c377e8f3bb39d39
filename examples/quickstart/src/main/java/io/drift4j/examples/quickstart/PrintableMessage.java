package io.drift4j.examples.quickstart;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.drift4j.export.Printable;

/** The {@code %printable} of logback.xml: what is logged names customers too. */
public final class PrintableMessage extends MessageConverter {

  /** Made by logback. */
  public PrintableMessage() {}

  @Override
  public String convert(ILoggingEvent event) {
    return Printable.of(super.convert(event));
  }
}
