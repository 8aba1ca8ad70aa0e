-- Records that a case stands for beside its own: of the same kiosk, account and reason, arrived while it was open.
CREATE TABLE conflict_case_record (
    record_id bigint PRIMARY KEY REFERENCES record,
    case_id   bigint NOT NULL REFERENCES conflict_case
);
CREATE INDEX conflict_case_record_case ON conflict_case_record (case_id);
GRANT SELECT, INSERT ON conflict_case_record TO gishe_service;

-- What no kiosk had signed shared a case before without being named by it.
INSERT INTO conflict_case_record (record_id, case_id)
SELECT alike.id, first.id
FROM record AS alike
     CROSS JOIN LATERAL (SELECT conflict_case.id FROM conflict_case JOIN record ON record.id = conflict_case.record_id
                         WHERE conflict_case.reason = alike.reason AND kiosk_id = alike.kiosk_id AND record.id < alike.id
                         ORDER BY record.id DESC LIMIT 1) AS first
WHERE alike.stray AND alike.reason = 'unsigned_stray'
      AND NOT EXISTS (SELECT FROM conflict_case WHERE record_id = alike.id);
