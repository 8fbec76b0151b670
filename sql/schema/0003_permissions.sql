-- The vocabulary of permissions and the roles that hold them. Moving a grant later is data, not a migration.

INSERT INTO roles (name) VALUES ('management'), ('sales'), ('support');

INSERT INTO permissions (name) VALUES
    ('user:create'), ('user:read'), ('user:update'), ('user:delete'),
    ('customer:create'), ('customer:read'), ('customer:update'), ('customer:delete'), ('customer:transfer'),
    ('contract:create'), ('contract:read'), ('contract:update'), ('contract:delete'), ('contract:sign'),
    ('contract:record_payment'), ('contract:reverse_payment'),
    ('event:create'), ('event:read'), ('event:update'), ('event:assign_support'), ('event:cancel'),
    ('role:read'), ('audit:read'), ('session:read'), ('session:close');

INSERT INTO role_permissions (role_id, permission_id, scope)
SELECT roles.id, permissions.id, 'any' FROM roles JOIN permissions
WHERE roles.name = 'management' AND permissions.name IN (
    'user:create', 'user:read', 'user:update', 'user:delete',
    'customer:read', 'customer:transfer',
    'contract:create', 'contract:read', 'contract:update', 'contract:delete', 'contract:sign',
    'contract:record_payment', 'contract:reverse_payment',
    'event:read', 'event:assign_support', 'event:cancel',
    'role:read', 'audit:read', 'session:read', 'session:close'
);

INSERT INTO role_permissions (role_id, permission_id, scope)
SELECT roles.id, permissions.id, 'any' FROM roles JOIN permissions
WHERE roles.name IN ('sales', 'support')
    AND permissions.name IN ('customer:read', 'contract:read', 'event:read');

INSERT INTO role_permissions (role_id, permission_id, scope)
SELECT roles.id, permissions.id, 'own' FROM roles JOIN permissions
WHERE roles.name = 'sales' AND permissions.name IN (
    'customer:create', 'customer:update', 'customer:delete',
    'contract:update', 'contract:sign', 'contract:record_payment',
    'event:create', 'event:update', 'event:cancel'
);

INSERT INTO role_permissions (role_id, permission_id, scope)
SELECT roles.id, permissions.id, 'own' FROM roles JOIN permissions
WHERE roles.name = 'support' AND permissions.name = 'event:update';
