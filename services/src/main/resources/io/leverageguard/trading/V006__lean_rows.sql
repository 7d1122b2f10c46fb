-- One writer makes these rows, and makes what they refer to before them; asking for it again with
-- each row cost a third of storing an order.
ALTER TABLE orders DROP CONSTRAINT orders_account_fkey;
ALTER TABLE fills DROP CONSTRAINT fills_account_fkey;
ALTER TABLE fills DROP CONSTRAINT fills_order_id_fkey;
