-- One value: the days {first, last} that a cycle's name means in the calendar year ("2026 Q1", "T2/2025", "H1 2026", "2026"); NULLs else.
-- A name with two years, two quarters or a fiscal year (FY26) says nothing certain about days: nothing is read from it.
CREATE OR REPLACE MACRO cycle_span(name) AS
(
    WITH folded AS (
        SELECT regexp_replace(upper(name), '[^A-Z0-9ºÑ°]', '  ', 'g') AS folded_name  -- so that marks between words can't be shared
    ), word AS (
        SELECT
            regexp_extract_all(upper(name), '20[0-9]{2}') AS years,
            regexp_extract_all(folded_name, '(?:^|[^A-Z])(?:Q|T|QUARTER|TRIMESTRE|TRIM)\s*[.]?\s*([1-4])(?:[^0-9]|$)', 1)
                AS quarter_after,
            regexp_extract_all(folded_name, '(?:^|[^0-9])([1-4])\s*(?:º|O|ER|°)?\s*(?:Q|T|QUARTER|TRIMESTRE|TRIM)(?:[^A-Z]|$)', 1)
                AS quarter_before,
            regexp_extract_all(folded_name, '(?:^|[^A-Z])(?:H|S|SEMESTRE|SEM)\s*[.]?\s*([12])(?:[^0-9]|$)', 1) AS half_after,
            regexp_extract_all(folded_name, '(?:^|[^0-9])([12])\s*(?:º|O|ER|°)?\s*(?:H|S|SEMESTRE|SEM)(?:[^A-Z]|$)', 1)
                AS half_before,
            regexp_matches(upper(name), '^[^A-Z0-9]*((OKRS?|ANNUAL|ANUAL|YEAR|ANO|AÑO)[^A-Z0-9]*)?20[0-9]{2}[^A-Z0-9]*$')
                AS only_year
        FROM folded
    ), part AS (
        SELECT
            CASE WHEN len(years) = 1 THEN years[1]::INTEGER END AS year,
            CASE WHEN len(quarter_after) = 1 THEN quarter_after[1] WHEN len(quarter_before) = 1 AND len(quarter_after) = 0
                THEN quarter_before[1] END::INTEGER AS quarter,
            CASE WHEN len(half_after) = 1 THEN half_after[1] WHEN len(half_before) = 1 AND len(half_after) = 0
                THEN half_before[1] END::INTEGER AS half,
            only_year
        FROM word
    )
    SELECT CASE
        WHEN quarter IS NOT NULL THEN {
            'first': make_date(year, 3 * quarter - 2, 1), 'last': last_day(make_date(year, 3 * quarter, 1))}
        WHEN half IS NOT NULL THEN {
            'first': make_date(year, 6 * half - 5, 1), 'last': last_day(make_date(year, 6 * half, 1))}
        WHEN only_year THEN {'first': make_date(year, 1, 1), 'last': make_date(year, 12, 31)}
    END
    FROM part
);
