-- Counts for a source of the format `tally`, made where the records are kept.
--
-- Only the first part, `records`, is yours to change: name your table and its columns. The rest makes one row for
-- each area, month and series, in all and by age, by sex and by both, as `sna tally` does. A record without an area
-- or of no series counts nowhere; one without an age or a sex counts in all and is in none of those groups.
-- The SQL is what DuckDB, Spark and BigQuery have in common. What it gives are true counts, before any disclosure
-- rule: send them as you would the records.

WITH records AS (
  SELECT
    lsoa AS area,
    CAST(call_time AS DATE) AS day,
    CASE
      WHEN dispatch_code LIKE '04%' THEN 'assault'
      WHEN dispatch_code LIKE '27%' THEN 'stab or gunshot'
    END AS series,
    patient_age AS years,
    sex
  FROM calls
),
named AS (
  SELECT
    area,
    CONCAT(
      CAST(EXTRACT(YEAR FROM day) AS STRING), '-', LPAD(CAST(EXTRACT(MONTH FROM day) AS STRING), 2, '0')
    ) AS period,
    series,
    CASE
      WHEN years BETWEEN 0 AND 9 THEN '0 to 9'
      WHEN years BETWEEN 10 AND 17 THEN '10 to 17'
      WHEN years BETWEEN 18 AND 24 THEN '18 to 24'
      WHEN years >= 25 THEN '25 and over'
    END AS age,
    CASE WHEN sex IN ('Female', 'Male') THEN sex END AS sex
  FROM records
  WHERE area IS NOT NULL AND day IS NOT NULL AND series IS NOT NULL
),
counted AS (
  SELECT
    area,
    period,
    series,
    age,
    sex,
    GROUPING(age) AS any_age,
    GROUPING(sex) AS any_sex,
    COUNT(*) AS counts
  FROM named
  GROUP BY GROUPING SETS (
    (area, period, series), (area, period, series, age), (area, period, series, sex), (area, period, series, age, sex)
  )
)
SELECT
  area,
  period,
  CASE
    WHEN any_age = 1 AND any_sex = 1 THEN 'all'
    WHEN any_sex = 1 THEN CONCAT('age: ', age)
    WHEN any_age = 1 THEN CONCAT('sex: ', sex)
    ELSE CONCAT('age: ', age, '; sex: ', sex)
  END AS breakdown,
  series,
  counts AS value,
  CAST(NULL AS STRING) AS status
FROM counted
WHERE (any_age = 1 OR age IS NOT NULL) AND (any_sex = 1 OR sex IS NOT NULL)
ORDER BY series, breakdown, area, period
