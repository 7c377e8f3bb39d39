package io.drift4j.jdbc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Jdbi's parser, which knows no names in backticks: a colon, a question mark or a quote in one is
 * part of the name.
 */
final class BacktickParser implements SqlParser {

  private static final Pattern TEXT_OR_NAME =
      Pattern.compile(
          "'(?:[^'\\\\]|\\\\.|'')*'|\"[^\"]*\"|--[^\n]*|/\\*.*?\\*/|`[^`]*`", Pattern.DOTALL);

  private static final Pattern SPECIAL = Pattern.compile("[^\\p{L}\\p{N}_ `]");

  private final SqlParser parser = new ColonPrefixSqlParser();

  @Override
  public ParsedSql parse(String sql, StatementContext context) {
    return parser.parse(
        sql.indexOf('`') < 0
            ? sql
            : TEXT_OR_NAME
                .matcher(sql)
                .replaceAll(found -> Matcher.quoteReplacement(escaped(found.group()))),
        context);
  }

  private static String escaped(String part) {
    return part.startsWith("`") ? SPECIAL.matcher(part).replaceAll("\\\\$0") : part;
  }

  @Override
  public String nameParameter(String rawName, StatementContext context) {
    return parser.nameParameter(rawName, context);
  }
}
