# 按键器、振动牌、扫码器、指纹仪、取件柜、客流计数、支付终端

error-pager-lost = 联系不上这个振动牌，请换一个。
error-code-unreadable = 没有读出这个码。请把码放平再扫一次，或找工作人员帮忙。
error-finger-absent = 没有看到手指，请平放在指纹窗上。
error-finger-different = 两次不是同一个手指，请用同一个手指重新录。
error-finger-poor = 指纹不清楚。请擦净手指和指纹窗，平放在中间再按一次。

error-locker-both-needed = 这份材料属于两个人，请输入两个人的取件码。
error-locker-empty = { $box } 号格里没有材料，请核对格号。
error-locker-full = 没有空格了，请换一个柜子。
error-locker-locked = 取件码输错次数太多，{ $box } 号格已锁。请找工作人员换新码。
error-locker-none = 设备 { $machine } 没有取件柜。
error-locker-not-closed = 请关好 { $box } 号格的门。
error-locker-not-opened = { $box } 号格的门没有打开，请再试一次。
error-locker-people = 一份材料最多属于 { $most } 个人。
error-locker-wrong-code = 取件码不对，还可以试 { $left } 次。
cli-help-locker = 本机取件柜里的材料。
cli-help-locker-clear = 不用取件码开格，收回没人取的材料。
cli-help-locker-get = 用取件码开格；属于两个人的材料要两个码。
cli-help-locker-list = 哪个格里有什么。
cli-help-locker-put = 把材料放进空格，显示格号和取件码；取件码不保存。
cli-help-locker-renew = 给一个格换新的取件码。
cli-option-locker-box = 格号
cli-option-locker-code = 取件码；属于两个人的材料给两次
cli-option-locker-data = 取件柜自己的数据文件夹
cli-option-locker-document = 是什么材料，不写姓名和号码
cli-option-locker-machine = 本机的设备文件
cli-option-locker-people = 要几个人同意，1 或 2
locker-placed = 材料已放进 { $box } 号格。
locker-code = 取件码 { $person }：{ $code }
locker-fetched = { $box } 号格已取空并关好。
locker-line = { $box } 号格  { $document }  { $state }
locker-nothing = 柜里没有材料。
locker-state-filling = 没有及时关门，请看一下里面
locker-state-stored = 等待领取
locker-state-emptying = 已开门，还没有看到关门
locker-state-locked = 已锁，请换新码

error-payment-amount = 这个金额不能在这里支付。
error-payment-forged = 这条支付通知不是支付平台发来的。
error-payment-not-paid = 这笔款没有付成，不能退款。
error-payment-order-reused = 这个订单已用别的金额提交过。
error-payment-over = 这个订单已经结束。
error-payment-refund-reused = 这笔退款已用别的金额提交过。
error-payment-refund-too-much = 退款不能超过已付的金额。
error-payment-refused = 支付平台没有接受退款，请找值班主任。
error-payment-unknown = 这里没有这个订单。
