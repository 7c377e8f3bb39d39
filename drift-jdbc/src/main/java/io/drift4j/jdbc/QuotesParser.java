package io.drift4j.jdbc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Jdbi's parser, to which a colon, a question mark or a quote is part of the name or text that it
 * stands in. By itself it knows no names in backticks, none that end with a quote, and takes a
 * backslash at the end of a text for something that hides the quote.
 */
final class QuotesParser implements SqlParser {

  /** What is escaped already, names and texts, comments: each whole, so that none begins within. */
  private static final Pattern PART =
      Pattern.compile("\\\\.|'[^']*+'|\"[^\"]*+\"|`[^`]*+`|--[^\n]*+|/\\*.*?\\*/", Pattern.DOTALL);

  private static final Pattern SPECIAL = Pattern.compile("[^\\p{L}\\p{N}_ ]");

  private final SqlParser parser = new ColonPrefixSqlParser();

  @Override
  public ParsedSql parse(String sql, StatementContext context) {
    String escaped =
        PART.matcher(sql).replaceAll(part -> Matcher.quoteReplacement(escaped(part.group())));
    return parser.parse(escaped, context);
  }

  private static String escaped(String part) {
    return "'\"`".indexOf(part.charAt(0)) < 0 ? part : SPECIAL.matcher(part).replaceAll("\\\\$0");
  }

  @Override
  public String nameParameter(String rawName, StatementContext context) {
    return parser.nameParameter(rawName, context);
  }
}
