# 短信：为什么没有发出，以及网关的状态
error-sms-number = 这不是可以收短信的手机号码，请核对。
error-sms-refused = 短信网关拒绝了这条短信，不会再发。请看屏幕叫号。
error-sms-text = 短信内容不能发送：是空的、太长，或者含有证件号码。
error-sms-unsure = 不能确定短信是否已经发出，没有重发。请看屏幕叫号。
sms-trouble-blacklisted = 对方已拒收短信
sms-trouble-content = 短信内容、模板或签名未获批准
sms-trouble-expired = 运营商多次投递未成功
sms-trouble-gateway-refused = 短信网关拒绝，未说明原因
sms-trouble-no-credit = 短信账户余额不足
sms-trouble-no-signal = 没有移动网络信号
sms-trouble-number = 号码不存在
sms-trouble-throttled = 短时间内发送过多
sms-trouble-unauthorised = 账户或密码不对
sms-trouble-unreachable = 手机关机或不在服务区

cli-option-server-machine = 设备文件，写明发短信的设备（配合 --notices device）
doctor-notices = 有短信等待发出，最早的已等 { $seconds } 秒。
doctor-notices-none = 没有等待发出的短信。
doctor-subject-notices = 短信
finding-machine-sms-sender = 文件里要有且只有一台启用的短信设备
reason-notices-away = 短信发不出去，正在重试；十分钟后仍未发出的不再发，记录里可查。请检查网关或短信猫。
reason-notices-waiting = 有短信等了一分钟以上还没有发出。
