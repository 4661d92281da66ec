-- People and the posts they are named with, from the first page that does to the last · 人物任职（按见报时间）
SELECT
    n.person, r.role, r.org, g.organization, g.kind AS organization_kind, p.place, p.place_code,
    min(y.date) AS first_published, max(y.date) AS last_published, count(DISTINCT r.document_key)::INTEGER AS documents,
    r.person_key, r.organization_key
FROM core.bridge_person_role AS r
JOIN core.dim_document AS d ON d.document_key = r.document_key AND d.is_current
JOIN core.dim_person AS n ON n.person_key = r.person_key
JOIN core.dim_organization AS g ON g.organization_key = r.organization_key
JOIN core.dim_place AS p ON p.place_key = n.place_key
JOIN core.dim_date AS y ON y.date_key = r.date_key
WHERE r.person_key <> 0
GROUP BY ALL
