-- Of several pauses of an account the gravest is told, and its ways out: an alarm ends by a supervisor alone, what follows a
-- lost second factor at the counter, a password set anew in other ways, too.
CREATE FUNCTION pause_gravity(reason text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN array_position(ARRAY['reset_by_mail', 'second_factor_lost', 'alarm'], reason);

CREATE OR REPLACE VIEW account_profile AS
SELECT account.id, username, given_name, fathers_name, family_name, email, phone, language, registered_at,
       email_confirmed_at, pause.begun_at AS paused_at, closed_at,
       number.kind, number.number, number.number_key, number.hash, number.hash_key,
       verification.id AS verification_id, person, person_key, verified_at, renewed_at, document_kind, document_expiry,
       assurance, desk, place,
       pass.expires_at AS pass_expires_at,
       (SELECT max(kiosk_time) FROM record
        WHERE record.account_id = account.id AND record.kind = 'verification' AND outcome <> 'accepted'
              AND NOT EXISTS (SELECT FROM conflict_case WHERE conflict_case.record_id = record.id AND conflict_case.closed_at IS NOT NULL)
       ) AS contested_at,
       pause.reason AS pause_reason,
       closes_at, closing_begun_at
FROM account
     LEFT JOIN personal_number AS number ON number.account_id = account.id
     LEFT JOIN verification ON verification.account_id = account.id AND verification.ended_at IS NULL
     LEFT JOIN kiosk ON kiosk.id = verification.kiosk_id
     LEFT JOIN counter_pass AS pass ON pass.account_id = account.id AND pass.used_at IS NULL AND pass.replaced_at IS NULL
     LEFT JOIN LATERAL (SELECT reason, begun_at FROM account_pause
                        WHERE account_pause.account_id = account.id AND ended_at IS NULL
                        ORDER BY pause_gravity(reason) DESC LIMIT 1) AS pause ON true;
